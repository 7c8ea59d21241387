package io.tinyfleet.protocol.codec;

import static io.tinyfleet.protocol.codec.StrictnessTest.rejects;
import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.protocol.message.Rejection;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with options, encodings and models, some of which another plan would allow. */
class MethodStrictnessTest {
    /** As {@link StrictnessTest#replaced}, with other entries in the map than before. */
    private static byte[] replaced(HandWritten example, String old, String by, int moreEntries) {
        byte[] bytes = StrictnessTest.replaced(example, old, by);
        bytes[0] += (byte) moreEntries;
        return bytes;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0b 00 0c 02            | 0b 00 0c 03            | stands for no Aps",
                "0d 02 0e               | 0d 03 0e               | stands for no Encoding",
                "01 06 02               | 01 07 02               | stands for no Method",
                "10 fb 408f400000000000 | 10 fb 46293e5939a08ceb | norm limit",
                "11 fb 3fec000000000000 | 11 00                  | the target of tau",
                "11 fb 3fec000000000000 | 11 20                  | the target of tau",
                "12 fb 3ff8000000000000 | 12 00                  | guard",
                "12 fb 3ff8000000000000 | 12 20                  | guard",
                "13 fb 3fc0000000000000 | 13 00                  | temperature",
                "13 fb 3fc0000000000000 | 13 20                  | temperature",
                "14 05 15               | 14 00 15               | a warm-up of 0",
                "14 05 15               | 14 20 15               | is not from 0 to 1000000",
                "14 05 15               | 14 1a 000f4241 15      | is not from 0 to 1000000",
                "15 01 16               | 15 00 16               | own initial weights",
                "15 01 16               | 15 02 16               | stands for no InitialWeights",
                "16 fb 3fa0000000000000 | 16 00                  | above 0 and below 1",
                "16 fb 3fa0000000000000 | 16 01                  | above 0 and below 1",
                "16 fb 3fa0000000000000 | 16 20                  | above 0 and below 1",
                "17 0a                  | 17 00                  | 1 to 1000",
                "17 0a                  | 17 19 03e9             | is not from 0 to 1000",
                "18 18 fb 4004000000000000 | 18 18 00            | prior",
                "18 18 fb 4004000000000000 | 18 18 20            | prior",
                // Without a temperature there is no such key.
                "01 06 02               | 01 00 02               | key 19 is not known"
            })
    void aWrongOptionIsRejected(String old, String by, String why) {
        rejects(
                MethodExample.PLAN_WITH_EVERY_OPTION,
                Rejection.MALFORMED,
                why,
                StrictnessTest.replaced(MethodExample.PLAN_WITH_EVERY_OPTION, old, by));
    }

    @ParameterizedTest
    @ValueSource(strings = {"11 fb 3fec000000000000", "12 fb 3ff8000000000000", "13 fb 3fc0000000000000"})
    void anOptionIsFinite(String old) {
        rejects(
                MethodExample.PLAN_WITH_EVERY_OPTION,
                Rejection.NOT_FINITE,
                "key",
                StrictnessTest.replaced(
                        MethodExample.PLAN_WITH_EVERY_OPTION, old, old.substring(0, 2) + "fb 7ff8000000000000"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "11 fb 3fec000000000000 12 | 12 | key 17 expected, found 18",
                "13 fb 3fc0000000000000 14 | 14 | key 19 expected, found 20",
                "16 fb 3fa0000000000000 17 | 17 | key 24 expected, found 23"
            })
    void whatBelongsTogetherComesTogether(String old, String by, String why) {
        rejects(
                MethodExample.PLAN_WITH_EVERY_OPTION,
                Rejection.MALFORMED,
                why,
                replaced(MethodExample.PLAN_WITH_EVERY_OPTION, old, by, -1));
    }

    @Test
    void aFixedMuHasNoTarget() {
        rejects(
                Example.PLAN,
                Rejection.MALFORMED,
                "key 17 is not known",
                replaced(Example.PLAN, "10 fb 408f400000000000", "10 fb 408f400000000000 11 fb 3fec000000000000", 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fedavg, own weights  | PLAN_FEDAVG | 15 01 | 14 01     | common initial weights",
                "fedavg, i8           | PLAN_FEDAVG | 0d 00 0e | 0d 02 0e | encoding is f32",
                "alone, f16           | PLAN_ALONE  | 0d 00 0e | 0d 01 0e | encoding is f32",
                "fedproto, sparse     | PLAN_ALONE  | 01 01 02 | 01 02 02 | needs s = d",
                "fedtgp, sparse       | PLAN_ALONE  | 01 01 02 | 01 03 02 | needs s = d",
                "f16, sum             | PLAN_F16    | 0c 00 0d | 0c 01 0d | f16 reaches to 65504",
                "f16, far norms       | PLAN_F16    | 10 fb 408f400000000000 | 10 fb 40effc0000000001 | f16 reaches to 65504",
                "alone, auto          | PLAN_F16    | 01 00 02 | 01 01 02 | exchanges no prototypes"
            })
    void whatDoesNotGoTogetherIsRejected(String what, MethodExample plan, String old, String by, String why) {
        rejects(plan, Rejection.MALFORMED, why, StrictnessTest.replaced(plan, old, by));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MALFORMED   | has tag 72            | d8 48 44 20c02060 | d8 55 44 20c02060",
                "MALFORMED   | has tag 72            | d8 48 44 20c02060 | d8 40 44 20c02060",
                "MALFORMED   | has tag 72            | d8 48 44 20c02060 | 44 20c02060",
                "MALFORMED   | has tag 72            | d8 48 42 fbfa     | d8 40 42 fbfa",
                "MALFORMED   | has tag 72            | d8 48 42 fbfa     | 42 fbfa",
                "MALFORMED   | not a typed array     | d8 48 42 fbfa     | 82 24 25",
                "WRONG_SHAPE | 3 bytes of values     | d8 48 44 20c02060 | d8 48 43 20c020",
                "WRONG_SHAPE | have 4                | d8 48 44 20c02060 | d8 48 50 0000803f000000c00000003f0000c03f",
                "WRONG_SHAPE | 1 exponents for 2     | d8 48 42 fbfa     | d8 48 41 fb",
                "WRONG_SHAPE | 3 exponents for 2     | d8 48 42 fbfa     | d8 48 43 fbfafa",
                "WRONG_SHAPE | 0 exponents for 2     | d8 48 42 fbfa     | d8 48 40",
                "MALFORMED   | smallest with which   | d8 48 44 20c02060 | d8 48 44 20802060",
                "MALFORMED   | class 0 is -5,        | d8 48 44 20c02060 | d8 48 44 20c12060",
                "MALFORMED   | class 2 is -6,        | d8 48 44 20c02060 | d8 48 44 20c0203f",
                "MALFORMED   | values are from -127 to 127 is -128 | d8 48 44 20c02060 | d8 48 44 00002060",
                "NOT_FINITE  | value 1 is -Infinity  | d8 48 42 fbfa     | d8 48 42 7afa",
                "NOT_FINITE  | value 2 is Infinity   | d8 48 42 fbfa     | d8 48 42 fb7f",
                "OUT_OF_BOUNDS | class 0 has norm    | d8 48 42 fbfa     | d8 48 42 04fa",
                "NOT_FINITE  | key 6                 | 06 fb 3fe8000000000000 | 06 fb 7ff8000000000000",
                "NOT_FINITE  | key 6                 | 06 fb 3fe8000000000000 | 06 f9 7c00",
                "MALFORMED   | tau                   | 06 fb 3fe8000000000000 | 06 20",
                "MALFORMED   | not a number          | 06 fb 3fe8000000000000 | 06 61 31"
            })
    void aWrongI8UpdateIsRejected(Rejection rejection, String why, String old, String by) {
        rejects(MethodExample.UPDATE_I8, rejection, why, StrictnessTest.replaced(MethodExample.UPDATE_I8, old, by));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MALFORMED  | has tag 84           | d8 54 48 | d8 50 48",
                "MALFORMED  | has tag 84           | d8 54 48 | d8 55 48",
                "NOT_FINITE | value 0 is Infinity  | 003c 00c0 | 007c 00c0",
                "NOT_FINITE | value 1 is NaN       | 003c 00c0 | 003c 007e",
                "MALFORMED  | mu must be finite    | 06 fb 3fb0000000000000 | 06 00",
                "MALFORMED  | mu must be finite    | 06 fb 3fb0000000000000 | 06 20",
                "NOT_FINITE | key 6                | 06 fb 3fb0000000000000 | 06 fb fff0000000000000"
            })
    void aWrongF16GlobalIsRejected(Rejection rejection, String why, String old, String by) {
        rejects(MethodExample.GLOBAL_F16, rejection, why, StrictnessTest.replaced(MethodExample.GLOBAL_F16, old, by));
    }

    @Test
    void exponentsOfI8MayNotBeMissingNorOtherwiseThere() {
        byte[] without = replaced(MethodExample.UPDATE_THAT_SKIPS_ALL, "03 d8 48 40 05 d8 48 40", "03 d8 48 40", -1);
        rejects(MethodExample.UPDATE_THAT_SKIPS_ALL, Rejection.MALFORMED, "key 5 is missing", without);
        byte[] with = replaced(Example.UPDATE, "0000003f0000c03f", "0000003f0000c03f 05 d8 48 42 0000", 1);
        rejects(Example.UPDATE, Rejection.MALFORMED, "key 5 is not known", with);
    }

    @Test
    void tauAndMuAreOfMuAutoAlone() {
        String values = "0000003f0000c03f";
        String six = " 06 fb 3fe8000000000000";
        rejects(
                Example.UPDATE,
                Rejection.MALFORMED,
                "key 6 is not known",
                replaced(Example.UPDATE, values, values + six, 1));
        rejects(
                Example.GLOBAL,
                Rejection.MALFORMED,
                "key 6 is not known",
                replaced(Example.GLOBAL, "18 2a", "18 2a" + six, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MALFORMED  | 0 is not 1                | 08 18 36 | 08 00",
                "MALFORMED  | is not from 0             | 08 18 36 | 08 20",
                "MALFORMED  | at most 2147483647        | 08 18 36 | 08 1a 80000000",
                "MALFORMED  | is not from 0             | 08 18 36 | 08 1b ffffffffffffffff",
                "MALFORMED  | not an integer            | 08 18 36 | 08 fb 404b000000000000",
                "MALFORMED  | 1 to 2000000 values, not 0 | 4c 0000803f 000000c0 0000003f | 40",
                "MALFORMED  | 11 bytes are no whole     | 4c 0000803f 000000c0 0000003f | 4b 0000803f 000000c0 000000",
                "MALFORMED  | has tag 85                | d8 55 4c 0000803f | d8 54 4c 0000803f",
                "NOT_FINITE | value 0 is Infinity       | 4c 0000803f | 4c 0000807f",
                "NOT_FINITE | value 0 is NaN            | 4c 0000803f | 4c 0000c07f",
                "WRONG_SHAPE | 4 bytes of values        | 03 d8 55 40 | 03 d8 55 44 0000803f",
                "MALFORMED  | exchanges no prototypes   | 02 80 03 d8 55 40 | 02 81 00 03 d8 55 48 0000803f 000000c0"
            })
    void aWrongModelIsRejected(Rejection rejection, String why, String old, String by) {
        rejects(
                MethodExample.UPDATE_FEDAVG,
                rejection,
                why.equals("0 is not 1") ? "1 sample or more, not 0" : why,
                StrictnessTest.replaced(MethodExample.UPDATE_FEDAVG, old, by));
    }

    @Test
    void aModelOfTooManyValuesIsRejected() {
        rejects(
                MethodExample.UPDATE_FEDAVG,
                Rejection.MALFORMED,
                "1 to 2000000 values, not 2000001",
                StrictnessTest.replaced(
                        MethodExample.UPDATE_FEDAVG,
                        "4c 0000803f 000000c0 0000003f",
                        "5a 007a1204" + "00".repeat(8_000_004)));
    }

    @Test
    void onlyMessagesWithModelsMayHaveMoreThanAMebibyte() {
        byte[] large = new byte[(8 << 20) + 1];
        rejects(MethodExample.UPDATE_FEDAVG, Rejection.TOO_LARGE, "at most 8388608", large);
        rejects(MethodExample.GLOBAL_FEDAVG, Rejection.TOO_LARGE, "at most 8388608", large);
        byte[] justLarge = new byte[(1 << 20) + 1];
        rejects(MethodExample.UPDATE_FEDAVG, Rejection.MALFORMED, "not a CBOR map", justLarge);
        rejects(MethodExample.GLOBAL_FEDAVG, Rejection.MALFORMED, "not a CBOR map", justLarge);
        rejects(MethodExample.UPDATE_ALONE, Rejection.TOO_LARGE, "at most 1048576", justLarge);
        rejects(MethodExample.GLOBAL_ALONE, Rejection.TOO_LARGE, "at most 1048576", justLarge);
    }

    @ParameterizedTest
    @EnumSource(names = {"UPDATE_FEDAVG", "GLOBAL_FEDAVG"})
    void aModelIsMissingWithoutItsKeysAndUnknownToOtherMethods(MethodExample withModel) {
        String hex = HexFormat.of().formatHex(withModel.bytes());
        String model = hex.substring(hex.indexOf("07d8554c"));
        rejects(withModel, Rejection.MALFORMED, "key 7 is missing", replaced(withModel, model, "", -2));
        MethodExample alone = withModel.kind() == Kind.UPDATE ? MethodExample.UPDATE_ALONE : MethodExample.GLOBAL_ALONE;
        String end = alone.kind() == Kind.UPDATE ? "03d85540" : "0480";
        rejects(alone, Rejection.MALFORMED, "key 7 is not known", replaced(alone, end, end + model, 2));
    }

    @Test
    void whoExchangesNothingSendsNoPrototypes() {
        rejects(
                MethodExample.GLOBAL_ALONE,
                Rejection.MALFORMED,
                "alone exchanges no prototypes",
                StrictnessTest.replaced(
                        MethodExample.GLOBAL_ALONE,
                        "02 80 03 d8 55 40 04 80",
                        "02 81 00 03 d8 55 48 0000803f 000000c0 04 81 01"));
    }

    @Test
    void anI8AtTheNormLimitIsAccepted() throws DecodeException {
        // 125 · 2^3 = 1000
        byte[] bytes = StrictnessTest.replaced(
                MethodExample.UPDATE_I8, "d8 48 44 20c02060 05 d8 48 42 fbfa", "d8 48 44 7d000060 05 d8 48 42 03fa");
        assertThat(UpdateCodec.decode(bytes, MethodExample.UPDATE_I8.plan())
                        .prototypes()
                        .norm(0))
                .isEqualTo(1000);
    }
}
