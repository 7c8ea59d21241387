package io.tinyfleet.protocol.codec;

import io.tinyfleet.protocol.mask.ClassMasks;
import io.tinyfleet.protocol.mask.MaskScheme;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.Encoding;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Objective;
import io.tinyfleet.protocol.message.OffMask;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.PlanHash;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.RoundPolicy;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;

/** {@link Plan} on the wire: it carries the masks themselves, so that a device needs no generator. */
public final class PlanCodec {
    private static final int METHOD = 1;
    private static final int CLASS_NAMES = 2;
    private static final int DIMENSIONS = 3;
    private static final int KEPT = 4;
    private static final int MASKS = 5;
    private static final int MASKS_HASH = 6;
    private static final int MASK_SCHEME = 7;
    private static final int MASK_SEED = 8;
    private static final int LAMBDA = 9;
    private static final int MU = 10;
    private static final int OFF_MASK = 11;
    private static final int APS = 12;
    private static final int ENCODING = 13;
    private static final int DEADLINE_MS = 14;
    private static final int QUORUM = 15;
    private static final int NORM_LIMIT = 16;

    private PlanCodec() {}

    public static byte[] encode(Plan plan) {
        byte[] masks = plan.masks().toBitmaps();
        return CborWriter.message(16, out -> out.code(METHOD, plan.method())
                .texts(CLASS_NAMES, plan.classNames())
                .integer(DIMENSIONS, plan.dimensions())
                .integer(KEPT, plan.kept())
                .bytes(MASKS, masks)
                .bytes(MASKS_HASH, sha256(masks))
                .code(MASK_SCHEME, plan.maskScheme())
                .integer(MASK_SEED, plan.maskSeed())
                .number(LAMBDA, plan.objective().lambda())
                .number(MU, plan.objective().mu())
                .code(OFF_MASK, plan.objective().offMask())
                .code(APS, plan.aps())
                .code(ENCODING, plan.encoding())
                .integer(DEADLINE_MS, plan.rounds().deadline().toMillis())
                .integer(QUORUM, plan.rounds().quorum())
                .number(NORM_LIMIT, plan.normLimit()));
    }

    /** Puts a plan in force: the hash is taken of {@code payload} as it came. */
    public static PlanInForce decode(byte[] payload) throws DecodeException {
        Plan plan = CborReader.message(payload, PlanCodec::read);
        return new PlanInForce(plan, PlanHash.of(payload));
    }

    private static Plan read(CborReader in) throws IOException, DecodeException {
        Method method = in.code(METHOD, Method.class);
        List<String> classNames = in.texts(CLASS_NAMES, Plan.MOST_CLASSES, Plan.LONGEST_NAME);
        int dimensions = (int) in.integer(DIMENSIONS, Plan.MOST_DIMENSIONS);
        int kept = (int) in.integer(KEPT, dimensions);
        byte[] bitmaps = in.bytes(MASKS);
        if (!MessageDigest.isEqual(in.bytes(MASKS_HASH), sha256(bitmaps))) {
            throw CborReader.malformed("the masks do not have the hash that the plan states");
        }
        return new Plan(
                method,
                classNames,
                ClassMasks.fromBitmaps(classNames.size(), dimensions, kept, bitmaps),
                in.code(MASK_SCHEME, MaskScheme.class),
                in.signed(MASK_SEED),
                new Objective(in.number(LAMBDA), in.number(MU), in.code(OFF_MASK, OffMask.class)),
                in.code(APS, Aps.class),
                in.code(ENCODING, Encoding.class),
                new RoundPolicy(
                        Duration.ofMillis(in.integer(DEADLINE_MS, RoundPolicy.LONGEST_DEADLINE.toMillis())),
                        (int) in.integer(QUORUM, Integer.MAX_VALUE)),
                in.number(NORM_LIMIT));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
