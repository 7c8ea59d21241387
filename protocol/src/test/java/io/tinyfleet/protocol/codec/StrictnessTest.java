package io.tinyfleet.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tinyfleet.protocol.message.PlanHash;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Rejection;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StrictnessTest {
    private static final String PLAN = "01 48 2409385baf267c89 ";
    /** Round 3's announcement up to the plan's hash. */
    private static final String ROUND = "a7 00 01 " + PLAN;

    private static final String TIMES = "05 1b 0000019ca9450a00 06 1b 0000019ca945f460";
    /** An update of class 0 up to its values. */
    private static final String UPDATE = "a4 00 01 " + PLAN + "02 81 00 03 ";

    private static void rejects(Kind kind, Rejection rejection, String why, byte[] payload) {
        rejects(kind, Example.inForce(), rejection, why, payload);
    }

    static void rejects(HandWritten example, Rejection rejection, String why, byte[] payload) {
        rejects(example.kind(), example.plan(), rejection, why, payload);
    }

    private static void rejects(Kind kind, PlanInForce plan, Rejection rejection, String why, byte[] payload) {
        DecodeException e = catchThrowableOfType(DecodeException.class, () -> kind.decode(payload, plan));
        assertThat(e).as("%s %s", kind, HexFormat.of().formatHex(payload)).isNotNull();
        assertThat(e.rejection()).as(e.detail()).isEqualTo(rejection);
        assertThat(e.detail()).contains(why);
    }

    private static void malformed(Kind kind, String why, String hex) {
        rejects(kind, Rejection.MALFORMED, why, HandWritten.bytes(hex));
    }

    static byte[] replaced(HandWritten example, String old, String by) {
        String hex = HexFormat.of().formatHex(example.bytes());
        String from = old.replace(" ", "");
        assertThat(hex).containsOnlyOnce(from);
        return HexFormat.of().parseHex(hex.replace(from, by.replace(" ", "")));
    }

    @ParameterizedTest
    @MethodSource("io.tinyfleet.protocol.codec.HandWritten#all")
    void everyTruncationIsRejected(HandWritten example) {
        byte[] bytes = example.bytes();
        for (int length = 0; length < bytes.length; length++) {
            rejects(example, Rejection.MALFORMED, "", Arrays.copyOf(bytes, length));
        }
    }

    @ParameterizedTest
    @MethodSource("io.tinyfleet.protocol.codec.HandWritten#all")
    void bytesBehindAMessageAreRejected(HandWritten example) {
        byte[] bytes = example.bytes();
        rejects(example, Rejection.MALFORMED, "1 more bytes behind", Arrays.copyOf(bytes, bytes.length + 1));
    }

    @ParameterizedTest
    @MethodSource("io.tinyfleet.protocol.codec.HandWritten#all")
    void anUnknownVersionIsRejected(HandWritten example) {
        byte[] bytes = example.bytes();
        int version = countedBehindTheFirstByte(bytes) ? 3 : 2;
        bytes[version] = 2;
        rejects(example, Rejection.UNSUPPORTED_VERSION, "version 2", bytes);
        bytes[version] = 0;
        rejects(example, Rejection.UNSUPPORTED_VERSION, "version 0", bytes);
    }

    @ParameterizedTest
    @MethodSource("io.tinyfleet.protocol.codec.HandWritten#all")
    void anUnknownKeyIsRejectedWhereverItStands(HandWritten example) {
        byte[] bytes = example.bytes();
        // One more in a head of two bytes, since one of a byte counts to 23 only; then key 99 with value 0.
        int head = countedBehindTheFirstByte(bytes) ? 2 : 1;
        int entries = head == 2 ? bytes[1] : bytes[0] & 0x1f;
        byte[] longer = new byte[2 + bytes.length - head + 3];
        longer[0] = (byte) 0xb8;
        longer[1] = (byte) (entries + 1);
        System.arraycopy(bytes, head, longer, 2, bytes.length - head);
        longer[longer.length - 3] = 0x18;
        longer[longer.length - 2] = 0x63;
        rejects(example, Rejection.MALFORMED, "key 99", longer);
    }

    private static boolean countedBehindTheFirstByte(byte[] message) {
        return message[0] == (byte) 0xb8;
    }

    static Stream<HandWritten> stamped() {
        return HandWritten.all().filter(example -> example.kind() != Kind.PLAN && example != Example.OFFLINE);
    }

    @ParameterizedTest
    @MethodSource("stamped")
    void anotherPlanIsRejected(HandWritten example) {
        byte[] bytes = example.bytes();
        bytes[5] ^= 1;
        rejects(
                example,
                Rejection.WRONG_PLAN,
                PlanHash.fromBytes(Arrays.copyOfRange(bytes, 5, 13)).toString(),
                bytes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not a CBOR map          | 80",
                "not a CBOR map          | 00",
                "not a CBOR map          | f6",
                "not a CBOR map          | c1 a1 00 01",
                "key 0 is missing        | a0",
                "key 0 expected          | a1 01 00",
                "key 0 behind key 0      | a2 00 01 00 01",
                "no unsigned integer     | a1 61 30 01",
                "no unsigned integer     | a1 20 01",
                "no unsigned integer     | a1 f4 01",
                "no unsigned integer     | a1 fb 0000000000000000 01",
                "small integers          | a1 1b 0000000100000000 01",
                "indefinite              | bf 00 01 ff",
                "reserved                | a1 1c 01",
                "not an integer          | a1 00 61 31",
                "not an integer          | a1 00 f9 3c00",
                "a simple value          | a1 00 f5",
                "a simple value          | a1 00 f6",
                "a simple value          | a1 00 f8 20",
                "-2 is not from 0        | a1 00 21",
                "is not from 0           | a1 00 3b ffffffffffffffff",
                "18446744073709551615 is | a1 00 1b ffffffffffffffff",
                "tag 2                   | a1 00 c2 41 01",
                "tag 0                   | a1 00 c0 01",
                "tag 55799               | a1 00 d9 d9f7 01",
                "an array or map within  | a1 00 a1 00 01",
                "an array or map within  | a1 00 81 80",
                "a tag                   | a1 00 81 c1 00",
                "not an integer          | a1 00 81 01",
                "not an integer          | a1 00 d8 55 41 01",
            })
    void whatIsNoMapOfSmallIntegersIsRejected(String why, String hex) {
        for (Kind kind : Kind.values()) {
            malformed(kind, why, hex);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "key 3 expected, found 4   | a6 00 01 PLAN 02 03 04 02 TIMES",
                "key 2 expected, found 3   | a7 00 01 PLAN 03 00 02 03 04 02 TIMES",
                "key 2 behind key 2        | a7 00 01 PLAN 02 03 02 03 04 02 TIMES",
                "count from 1              | a7 00 01 PLAN 02 00 03 01 04 00 TIMES",
                "2147483648 is not from    | a7 00 01 PLAN 02 1a 80000000 03 00 04 02 TIMES",
                "3 stands for no           | a7 00 01 PLAN 02 03 03 03 04 02 TIMES",
                "cannot train              | a7 00 01 PLAN 02 03 03 00 04 03 TIMES",
                "before opening            | a7 00 01 PLAN 02 03 03 00 04 02 05 02 06 01",
                "is not from 0 to 25340    | a7 00 01 PLAN 02 03 03 00 04 02 05 01 06 1b 0000e677d21fdc00",
                "an empty note             | a8 00 01 PLAN 02 03 03 00 04 02 TIMES 07 60",
                "not text                  | a8 00 01 PLAN 02 03 03 00 04 02 TIMES 07 41 61",
                "not UTF-8                 | a8 00 01 PLAN 02 03 03 00 04 02 TIMES 07 62 c080",
                "not UTF-8                 | a8 00 01 PLAN 02 03 03 00 04 02 TIMES 07 63 eda080",
                "indefinite                | a8 00 01 PLAN 02 03 03 00 04 02 TIMES 07 7f 61 61 ff",
                "8 bytes, not 7            | a7 00 01 01 47 2409385baf267c 02 03 03 00 04 02 TIMES",
                "a hash with a tag         | a7 00 01 01 d8 40 48 2409385baf267c89 02 03 03 00 04 02 TIMES",
                "not a byte string         | a7 00 01 01 68 6162636465666768 02 03 03 00 04 02 TIMES",
                "indefinite                | a7 00 01 01 5f 48 2409385baf267c89 ff 02 03 03 00 04 02 TIMES"
            })
    void aWrongAnnouncementIsRejected(String why, String hex) {
        malformed(
                Kind.ROUND,
                why.equals("a hash with a tag") ? "tag 64 has no place here" : why,
                hex.replace("PLAN", PLAN).replace("TIMES", TIMES));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MALFORMED     | tag 85            | a4 00 01 PLAN 02 81 00 03 48 0000000000000000",
                "MALFORMED     | tag 85            | a4 00 01 PLAN 02 81 00 03 d8 51 48 0000000000000000",
                "MALFORMED     | no byte string    | a4 00 01 PLAN 02 81 00 03 d8 55 82 00 00",
                "MALFORMED     | no byte string    | a4 00 01 PLAN 02 81 00 03 d8 55 d8 55 48 0000000000000000",
                "MALFORMED     | not a typed array | a4 00 01 PLAN 02 81 00 03 82 00 00",
                "MALFORMED     | indefinite        | a4 00 01 PLAN 02 81 00 03 d8 55 5f 48 0000000000000000 ff",
                "MALFORMED     | indefinite        | a4 00 01 PLAN 02 9f 00 ff 03 d8 55 48 0000000000000000",
                "WRONG_SHAPE   | 7 bytes of values | a4 00 01 PLAN 02 81 00 03 d8 55 47 00000000000000",
                "WRONG_SHAPE   | have 16           | a4 00 01 PLAN 02 82 00 01 03 d8 55 48 0000000000000000",
                "WRONG_SHAPE   | 0 bytes of values | a4 00 01 PLAN 02 81 00 03 d8 55 40",
                "WRONG_SHAPE   | the plan has 3    | a4 00 01 PLAN 02 81 03 03 d8 55 48 0000000000000000",
                "MALFORMED     | at least one      | a4 00 01 PLAN 02 80 03 d8 55 40",
                "MALFORMED     | ascending         | a4 00 01 PLAN 02 82 01 01 03 d8 55 40",
                "MALFORMED     | ascending         | a4 00 01 PLAN 02 82 01 00 03 d8 55 40",
                "MALFORMED     | more than 3       | a4 00 01 PLAN 02 84 00 01 02 03 03 d8 55 40",
                "MALFORMED     | is not from 0     | a4 00 01 PLAN 02 81 20 03 d8 55 40",
                "MALFORMED     | not an integer    | a4 00 01 PLAN 02 81 60 03 d8 55 40",
                "MALFORMED     | not an array      | a4 00 01 PLAN 02 00 03 d8 55 40",
                "NOT_FINITE    | value 1 is NaN    | a4 00 01 PLAN 02 81 00 03 d8 55 48 000000000000c07f",
                "NOT_FINITE    | value 0 is Inf    | a4 00 01 PLAN 02 81 00 03 d8 55 48 0000807f00000000",
                "NOT_FINITE    | value 0 is -Inf   | a4 00 01 PLAN 02 81 00 03 d8 55 48 000080ff00000000",
                // 1000.00006 and 0: one step beyond the limit of 1000
                "OUT_OF_BOUNDS | of class 0 has    | a4 00 01 PLAN 02 81 00 03 d8 55 48 01007a4400000000"
            })
    void aWrongUpdateIsRejected(Rejection rejection, String why, String hex) {
        rejects(Kind.UPDATE, rejection, why, HandWritten.bytes(hex.replace("PLAN", PLAN)));
    }

    @Test
    void aMessageOtherThanAnOfflineStatusNeedsMoreThanItsVersion() {
        for (Kind kind : Kind.values()) {
            if (kind != Kind.STATUS) {
                malformed(kind, "key 1 is missing", "a1 00 01");
                malformed(kind, "key 1 expected, found 2", "a2 00 01 02 03");
            }
        }
    }

    @Test
    void anUpdateAtTheLimitIsAccepted() throws DecodeException {
        assertThat(Kind.UPDATE.decode(HandWritten.bytes(UPDATE + "d8 55 48 00007a44 00000000"), Example.inForce()))
                .isNotNull();
    }

    @Test
    void aLongerHeadThanNeededIsAccepted() throws DecodeException {
        assertThat(Kind.ROUND.decode(
                        HandWritten.bytes(ROUND + "02 1b 0000000000000003 18 03 00 04 19 0002 " + TIMES),
                        Example.inForce()))
                .isEqualTo(Example.ROUND.message());
    }

    @ParameterizedTest
    @CsvSource({
        "lambda, 09 fb 3ff0000000000000, 09",
        "mu, 0a fb 3fb0000000000000, 0a",
        "norm limit, 10 fb 408f400000000000, 10"
    })
    void aPlansNumbersAreFiniteInEveryForm(String what, String old, String key) {
        for (String notFinite : new String[] {
            "f9 7c00",
            "f9 fc00",
            "f9 7e00",
            "fa 7f800000",
            "fa 7fc00000",
            "fb 7ff0000000000000",
            "fb fff0000000000000",
            "fb 7ff8000000000000"
        }) {
            rejects(Kind.PLAN, Rejection.NOT_FINITE, "key", replaced(Example.PLAN, old, key + notFinite));
        }
        rejects(Kind.PLAN, Rejection.MALFORMED, what, replaced(Example.PLAN, old, key + " 20"));
        rejects(Kind.PLAN, Rejection.MALFORMED, "not a number", replaced(Example.PLAN, old, key + " 61 31"));
    }

    @Test
    void aNumberMayHaveAnyForm() throws DecodeException {
        for (String one : new String[] {"01", "f9 3c00", "fa 3f800000"}) {
            assertThat(Kind.PLAN.decode(
                            replaced(Example.PLAN, "09 fb 3ff0000000000000", "09" + one), Example.inForce()))
                    .isEqualTo(Example.PLAN.message());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "01 00 02 83, 01 07 02 83, stands for no Method",
        "62 6f6b 64, 62 6f6b 9f 64, indefinite",
        "63 686f74, 62 6f6b, distinct",
        "63 686f74, 63 202020, blank",
        "03 0a 04 02, 03 00 04 02, is not from 0 to 0",
        "03 0a 04 02, 03 0a 04 0b, is not from 0 to 10",
        "03 0a 04 02, 03 1a 00010001 04 02, is not from 0 to 65536",
        "03 0a 04 02, 03 0a 04 03, class 0 keeps 2",
        "46 0300 0402 3000 06, 46 0300 0402 3040 06, do not have the hash",
        "eb 07 01, ec 07 01, do not have the hash",
        "07 01 08, 07 02 08, stands for no MaskScheme",
        "08 18 2a, 08 1b 8000000000000000, more than 64 bits",
        "0b 00 0c 00, 0b 02 0c 00, stands for no OffMask",
        "0b 00 0c 00, 0b 00 0c 03, stands for no Aps",
        "0d 00 0e, 0d 03 0e, stands for no Encoding",
        "0e 19 ea60, 0e 19 03e7, 1 s to 30 days",
        "0e 19 ea60, 0e 1a 9a7ec801, is not from 0 to 2592000000",
        "0f 02 10, 0f 00 10, quorum"
    })
    void aWrongPlanIsRejected(String old, String by, String why) {
        byte[] wrong = replaced(Example.PLAN, old, by);
        DecodeException e = catchThrowableOfType(DecodeException.class, () -> PlanCodec.decode(wrong));
        assertThat(e).isNotNull();
        assertThat(e.rejection()).isEqualTo(Rejection.MALFORMED);
        assertThat(e.detail()).contains(why);
    }

    @Test
    void classesAndContributorsOfGlobalPrototypesMatch() {
        rejects(Kind.GLOBAL, Rejection.MALFORMED, "1 counts", replaced(Example.GLOBAL, "04 82 07 18 2a", "04 81 07"));
        rejects(
                Kind.GLOBAL,
                Rejection.MALFORMED,
                "at least one",
                replaced(Example.GLOBAL, "04 82 07 18 2a", "04 82 07 00"));
        rejects(
                Kind.GLOBAL,
                Rejection.MALFORMED,
                "more than 3",
                replaced(Example.GLOBAL, "04 82 07 18 2a", "04 84 07 07 07 07"));
    }

    @Test
    void aStatusIsEitherOnlineOrOffline() {
        malformed(Kind.STATUS, "key 2 is not known", "a2 00 01 02 61 61");
        malformed(Kind.STATUS, "key 2 is missing", "a2 00 01 " + PLAN);
        rejects(Kind.STATUS, Rejection.WRONG_SHAPE, "the plan has 3", replaced(Example.ONLINE, "82 00 02", "82 00 03"));
        rejects(
                Kind.STATUS,
                Rejection.MALFORMED,
                "66 characters",
                replaced(Example.ONLINE, "63 6d6c70", "78 42" + "61".repeat(66)));
        rejects(
                Kind.STATUS,
                Rejection.MALFORMED,
                "64 bytes",
                replaced(Example.ONLINE, "63 6d6c70", "78 42" + "c3a4".repeat(33)));
    }

    @Test
    void aRejectionHasAReasonAndADetail() {
        rejects(
                Kind.RECEIPT,
                Rejection.MALFORMED,
                "0 stands for no",
                replaced(Example.REJECTED, "03 09 04", "03 00 04"));
        rejects(
                Kind.RECEIPT,
                Rejection.MALFORMED,
                "11 stands for no",
                replaced(Example.REJECTED, "03 09 04", "03 0b 04"));
        malformed(Kind.RECEIPT, "key 4 is missing", "a4 00 01 " + PLAN + "02 03 03 09");
        malformed(Kind.RECEIPT, "key 4 is not known", "a4 00 01 " + PLAN + "02 03 04 60");
        malformed(Kind.RECEIPT, "count from 1", "a3 00 01 " + PLAN + "02 00");
    }

    @ParameterizedTest
    @CsvSource({
        "03 fb 3fec000000000000, 03", "04 fb 3fe8000000000000, 04", "05 fb 3fe0000000000000, 05",
        "07 fb 3fd0000000000000, 07", "08 fb 3fb0000000000000, 08", "09 fb 3fe8000000000000, 09",
        "0c fb 3fe4000000000000, 0c"
    })
    void aReportsNumbersAreFinite(String old, String key) {
        for (String notFinite : new String[] {"f9 7e00", "fa ff800000", "fb 7ff0000000000000"}) {
            rejects(Kind.REPORT, Rejection.NOT_FINITE, "key", replaced(Example.REPORT, old, key + notFinite));
        }
    }

    @Test
    void aReportsSharesCountsAndTauAreWithinLimits() {
        rejects(
                Kind.REPORT,
                Rejection.MALFORMED,
                "0 to 1",
                replaced(Example.REPORT, "05 fb 3fe0000000000000", "05 02"));
        rejects(Kind.REPORT, Rejection.MALFORMED, "tau", replaced(Example.REPORT, "09 fb 3fe8000000000000", "09 20"));
        rejects(Kind.REPORT, Rejection.MALFORMED, "2147483648", replaced(Example.REPORT, "06 18 64", "06 1a 80000000"));
        rejects(Kind.REPORT, Rejection.MALFORMED, "is not from 0", replaced(Example.REPORT, "0a 19 01f4", "0a 20"));
        rejects(
                Kind.REPORT,
                Rejection.MALFORMED,
                "9223372036854775808",
                replaced(Example.REPORT, "0b 1a c0000000", "0b 1b 8000000000000000"));
    }

    @Test
    void aMessageOfMoreThanAMebibyteIsRejectedUnseen() {
        byte[] large = new byte[(1 << 20) + 1];
        for (Kind kind : Kind.values()) {
            rejects(kind, Rejection.TOO_LARGE, "1048577 bytes", large);
        }
    }
}
