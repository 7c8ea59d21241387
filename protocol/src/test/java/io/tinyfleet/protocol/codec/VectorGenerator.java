package io.tinyfleet.protocol.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tinyfleet.protocol.mask.MaskScheme;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.Encoding;
import io.tinyfleet.protocol.message.Message;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Objective;
import io.tinyfleet.protocol.message.OffMask;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.PlanHash;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Rejection;
import io.tinyfleet.protocol.message.RoundPolicy;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Writes the test vectors: {@code mvn test -pl protocol -Dtest=VectorGenerator -Dvectors=write}.
 * Vectors of a released version never change; new ones may be added.
 */
@EnabledIfSystemProperty(named = "vectors", matches = "write")
class VectorGenerator {
    private static final String HASH = "01 48 2409385baf267c89 ";
    private static final String ROUND_REST = "03 00 04 02 05 1b 0000019ca9450a00 06 1b 0000019ca945f460";

    @Test
    void writeVectors() throws IOException {
        Files.createDirectories(Vector.FOLDER);
        for (Example example : Example.values()) {
            valid(fileName(example), example.kind(), example.message(), Example.inForce(), "plan");
        }
        for (MethodExample example : MethodExample.values()) {
            valid(lower(example), example.kind(), example.message(), example.plan(), lower(example.planExample()));
        }
        Plan ten = tenClasses();
        PlanInForce tenInForce = new PlanInForce(ten, PlanHash.of(PlanCodec.encode(ten)));
        valid("plan-ten-classes", Kind.PLAN, ten, tenInForce, "plan-ten-classes");
        valid("update-ten-classes", Kind.UPDATE, tenClassUpdate(tenInForce), tenInForce, "plan-ten-classes");
        writeInvalid();
    }

    private static String fileName(Example example) {
        return switch (example) {
            case ONLINE, OFFLINE -> "status-" + lower(example);
            case ACCEPTED, REJECTED -> "receipt-" + lower(example);
            default -> lower(example);
        };
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Plan tenClasses() {
        return new Plan(
                Method.TINYPROTO_FP,
                List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
                MaskScheme.BALANCED.generate(10, 500, 50, 1),
                MaskScheme.BALANCED,
                1,
                new Objective(1, 1.5e-4, OffMask.FREE),
                Aps.SUM,
                Encoding.F32,
                new RoundPolicy(Duration.ofDays(30), 20),
                1e6);
    }

    private static Update tenClassUpdate(PlanInForce plan) {
        float[] values = new float[500];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i - 250) / 8f;
        }
        return new Update(plan.hash(), new SparsePrototypes(ClassSet.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), 50, values));
    }

    private static void valid(String name, Kind kind, Message message, PlanInForce plan, String planVector)
            throws IOException {
        ObjectNode about = Vector.object();
        about.put("message", lower(kind)).put("valid", true);
        if (kind != Kind.PLAN) {
            about.put("plan", planVector);
        }
        about.set("fields", MessageJson.write(message));
        new Vector(name, kind.encode(message, plan.plan()), about).write();
    }

    private static void invalid(String name, Kind kind, Rejection rejection, String why, String hex)
            throws IOException {
        write(name, kind, "plan", rejection, why, "", HandWritten.bytes(hex));
    }

    /** Invalid for a reason that CDDL has no words for. */
    private static void beyondCddl(String name, Kind kind, Rejection rejection, String why, String beyond, String hex)
            throws IOException {
        write(name, kind, "plan", rejection, why, beyond, HandWritten.bytes(hex));
    }

    private static void write(
            String name, Kind kind, String plan, Rejection rejection, String why, String beyond, byte[] payload)
            throws IOException {
        ObjectNode about = Vector.object();
        about.put("message", lower(kind)).put("valid", false).put("plan", plan);
        about.put("rejection", rejection.name()).put("why", why);
        if (!beyond.isEmpty()) {
            about.put("beyondCddl", beyond);
        }
        new Vector("invalid-" + name, payload, about).write();
    }

    private static void writeInvalid() throws IOException {
        invalid("empty", Kind.UPDATE, Rejection.MALFORMED, "no bytes at all", "");
        invalid(
                "truncated",
                Kind.UPDATE,
                Rejection.MALFORMED,
                "the last 4 bytes are missing",
                "a4 00 01 " + HASH + "02 81 00 03 d8 55 48 0000803f");
        invalid("trailing-byte", Kind.STATUS, Rejection.MALFORMED, "a byte behind the map", "a1 00 01 00");
        invalid("version-2", Kind.STATUS, Rejection.UNSUPPORTED_VERSION, "version 2", "a1 00 02");
        invalid("text-key", Kind.STATUS, Rejection.MALFORMED, "the key is the text \"0\"", "a1 61 30 01");
        invalid("unknown-key", Kind.STATUS, Rejection.MALFORMED, "key 99", "a2 00 01 18 63 00");
        invalid("missing-key", Kind.ROUND, Rejection.MALFORMED, "key 2 is missing", "a6 00 01 " + HASH + ROUND_REST);
        invalid(
                "duplicate-key",
                Kind.ROUND,
                Rejection.MALFORMED,
                "key 2 stands there twice",
                "a8 00 01 " + HASH + "02 03 02 03" + ROUND_REST);
        beyondCddl(
                "descending-keys",
                Kind.RECEIPT,
                Rejection.MALFORMED,
                "key 1 behind key 2",
                "order of keys",
                "a3 00 01 02 03 " + HASH);
        beyondCddl(
                "indefinite-map",
                Kind.STATUS,
                Rejection.MALFORMED,
                "a map of indefinite length",
                "form of lengths",
                "bf 00 01 ff");
        invalid("round-0", Kind.RECEIPT, Rejection.MALFORMED, "rounds count from 1", "a3 00 01 " + HASH + "02 00");
        invalid(
                "short-hash",
                Kind.RECEIPT,
                Rejection.MALFORMED,
                "a plan hash of 7 bytes",
                "a3 00 01 01 47 2409385baf267c 02 03");
        invalid(
                "reason-0",
                Kind.RECEIPT,
                Rejection.MALFORMED,
                "no reason has number 0",
                "a5 00 01 " + HASH + "02 03 03 00 04 60");
        invalid(
                "untagged-values",
                Kind.UPDATE,
                Rejection.MALFORMED,
                "values without tag 85",
                "a4 00 01 " + HASH + "02 81 00 03 48 0000803f 000000c0");
        invalid(
                "big-endian-tag",
                Kind.UPDATE,
                Rejection.MALFORMED,
                "tag 81: binary32, big-endian",
                "a4 00 01 " + HASH + "02 81 00 03 d8 51 48 3f800000 c0000000");
        beyondCddl(
                "no-class",
                Kind.UPDATE,
                Rejection.MALFORMED,
                "an update of no class",
                "what the plan asks for",
                "a4 00 01 " + HASH + "02 80 03 d8 55 40");
        invalid(
                "hostile-length",
                Kind.UPDATE,
                Rejection.MALFORMED,
                "says that it has 2^63 bytes of values",
                "a4 00 01 " + HASH + "02 81 00 03 d8 55 5b 8000000000000000 00");
        invalid(
                "share-of-2",
                Kind.REPORT,
                Rejection.MALFORMED,
                "an accuracy of 2.0",
                "ab 00 01 " + HASH + "02 03 03 fb 4000000000000000 05 fb 3fe0000000000000 06 18 64"
                        + "07 fb 3fd0000000000000 08 fb 3fb0000000000000 0a 19 01f4 0b 00 0c fb 3fe0000000000000");
        beyondCddl(
                "wrong-plan",
                Kind.RECEIPT,
                Rejection.WRONG_PLAN,
                "made under plan 0000000000000000",
                "which plan is in force",
                "a3 00 01 01 48 0000000000000000 02 03");
        beyondCddl(
                "too-few-values",
                Kind.UPDATE,
                Rejection.WRONG_SHAPE,
                "2 classes with the values of one",
                "what the plan asks for",
                "a4 00 01 " + HASH + "02 82 00 01 03 d8 55 48 0000803f 000000c0");
        beyondCddl(
                "class-3-of-3",
                Kind.UPDATE,
                Rejection.WRONG_SHAPE,
                "class 3 under a plan of 3 classes",
                "what the plan asks for",
                "a4 00 01 " + HASH + "02 81 03 03 d8 55 48 0000803f 000000c0");
        beyondCddl(
                "unsorted-classes",
                Kind.UPDATE,
                Rejection.MALFORMED,
                "class 0 behind class 2",
                "order of items",
                "a4 00 01 " + HASH + "02 82 02 00 03 d8 55 50 0000803f 000000c0 0000003f 0000c03f");
        beyondCddl(
                "nan",
                Kind.UPDATE,
                Rejection.NOT_FINITE,
                "the second value is not a number",
                "what is in a typed array",
                "a4 00 01 " + HASH + "02 81 00 03 d8 55 48 0000803f 0000c07f");
        beyondCddl(
                "too-large-norm",
                Kind.UPDATE,
                Rejection.OUT_OF_BOUNDS,
                "norm 1000.00006, the limit is 1000",
                "what is in a typed array",
                "a4 00 01 " + HASH + "02 81 00 03 d8 55 48 01007a44 00000000");
        writeInvalidByMethod();
    }

    private static void writeInvalidByMethod() throws IOException {
        underOptions("i8-with-f32-tag", "tag 85 under a plan of i8", "02 81 00 03 d8 55 42 20c0 05 d8 48 41 fb", "a5");
        underOptions("i8-without-exponents", "no exponents under a plan of i8", "02 81 00 03 d8 48 42 20c0", "a4");
        underOptions(
                "i8-exponent-not-smallest", "16 and -32 fit with -5", "02 81 00 03 d8 48 42 10e0 05 d8 48 41 fc", "a5");
        underOptions(
                "i8-minus-128", "-128 is -64 with the next exponent", "02 81 00 03 d8 48 42 2080 05 d8 48 41 fb", "a5");
        write(
                "i8-beyond-binary32",
                Kind.UPDATE,
                "plan-with-every-option",
                Rejection.NOT_FINITE,
                "64 times 2^122",
                "what is in a typed array",
                HandWritten.bytes("a5 00 01 01 48 1a77a644f4a6fc96 02 81 00 03 d8 48 42 4000 05 d8 48 41 7a"));
        beyondCddl(
                "tau-without-auto",
                Kind.UPDATE,
                Rejection.MALFORMED,
                "a tau under a plan whose mu is fixed",
                "what the plan asks for",
                "a5 00 01 " + HASH + "02 81 00 03 d8 55 48 0000803f 000000c0 06 fb 3fe8000000000000");
        write(
                "fedavg-without-model",
                Kind.UPDATE,
                "plan-fedavg",
                Rejection.MALFORMED,
                "no model under a plan of fedavg",
                "what the plan asks for",
                HandWritten.bytes("a4 00 01 01 48 c92297d277743a2d 02 80 03 d8 55 40"));
        write(
                "fedavg-of-2-to-the-31-samples",
                Kind.UPDATE,
                "plan-fedavg",
                Rejection.MALFORMED,
                "one device has at most 2^31 - 1 samples",
                "",
                HandWritten.bytes(
                        "a6 00 01 01 48 c92297d277743a2d 02 80 03 d8 55 40" + "07 d8 55 44 0000803f 08 1a 80000000"));
        write(
                "alone-with-prototypes",
                Kind.UPDATE,
                "plan-alone",
                Rejection.MALFORMED,
                "prototypes under a plan that exchanges none",
                "what the plan asks for",
                HandWritten.bytes("a4 00 01 01 48 7975b6caa8233b90 02 81 00 03 d8 55 48 0000803f 000000c0"));
    }

    /** An update under {@link MethodExample#PLAN_WITH_EVERY_OPTION}, all bytes of which are CDDL's. */
    private static void underOptions(String name, String why, String entries, String map) throws IOException {
        write(
                name,
                Kind.UPDATE,
                "plan-with-every-option",
                Rejection.MALFORMED,
                why,
                "what the plan asks for",
                HandWritten.bytes(map + " 00 01 01 48 1a77a644f4a6fc96 " + entries));
    }
}
