package io.tinyfleet.agent.senml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tinyfleet.agent.sensor.Refusal;
import io.tinyfleet.agent.sensor.RefusedException;
import io.tinyfleet.agent.sensor.SenmlRecord;
import io.tinyfleet.agent.sensor.SenmlValue;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SenmlCodecTest {
    private static final String OW = "urn:dev:ow:10e2073a01080063";

    /** RFC 8428 §5.1.2, which §6 gives again in CBOR. */
    private static final String MULTIPLE = """
            [
              {"bn":"urn:dev:ow:10e2073a0108006:","bt":1.276020076001e+09,"bu":"A","bver":5,
               "n":"voltage","u":"V","v":120.1},
              {"n":"current","t":-5,"v":1.2},
              {"n":"current","t":-4,"v":1.3},
              {"n":"current","t":-3,"v":1.4},
              {"n":"current","t":-2,"v":1.5},
              {"n":"current","t":-1,"v":1.6},
              {"n":"current","v":1.7}
            ]""";

    private static final String MULTIPLE_CBOR = String.join(
            "",
            "87", // array(7)
            "a7", // map(7)
            "21781b75726e3a6465763a6f773a3130653230373361303130383030363a", // bn: urn:dev:ow:10e2073a0108006:
            "22fb41d303a15b001062", // bt: 1276020076.001
            "236141", // bu: A
            "2005", // bver: 5
            "0067766f6c74616765", // n: voltage
            "016156", // u: V
            "02fb405e066666666666", // v: 120.1
            "a3006763757272656e74062402fb3ff3333333333333", // current, t: -5, v: 1.2
            "a3006763757272656e74062302fb3ff4cccccccccccd", // -4, 1.3
            "a3006763757272656e74062202fb3ff6666666666666", // -3, 1.4
            "a3006763757272656e74062102f93e00", // -2, 1.5 in half precision
            "a3006763757272656e74062002fb3ff999999999999a", // -1, 1.6
            "a3006763757272656e74060002fb3ffb333333333333"); // 0, 1.7

    @Test
    void rfc8428SingleDataPoint() throws Exception {
        assertThat(json("[{\"n\":\"urn:dev:ow:10e2073a01080063\",\"u\":\"Cel\",\"v\":23.1}]"))
                .containsExactly(new SenmlRecord(OW, "Cel", 0, new SenmlValue.Numeric(23.1)));
    }

    @Test
    void rfc8428MultipleDataPoints() throws Exception {
        assertThat(json("""
                [{"bn":"urn:dev:ow:10e2073a01080063:","n":"voltage","u":"V","v":120.1},
                 {"n":"current","u":"A","v":1.2}]"""))
                .containsExactly(
                        new SenmlRecord(OW + ":voltage", "V", 0, new SenmlValue.Numeric(120.1)),
                        new SenmlRecord(OW + ":current", "A", 0, new SenmlValue.Numeric(1.2)));
    }

    @Test
    void rfc8428BaseTimeUnitAndVersion() throws Exception {
        List<SenmlRecord> records = json(MULTIPLE);
        assertThat(records).hasSize(7);
        assertThat(records.get(0))
                .isEqualTo(new SenmlRecord(
                        "urn:dev:ow:10e2073a0108006:voltage", "V", 1.276020076001e9, new SenmlValue.Numeric(120.1)));
        assertThat(records.get(1))
                .isEqualTo(new SenmlRecord(
                        "urn:dev:ow:10e2073a0108006:current", "A", 1.276020071001e9, new SenmlValue.Numeric(1.2)));
        assertThat(records.get(6).time()).isEqualTo(1.276020076001e9);
    }

    @Test
    void rfc8428CborSaysTheSameAsJson() throws Exception {
        byte[] body = HexFormat.of().parseHex(MULTIPLE_CBOR);
        List<SenmlRecord> records = SenmlDecoder.decode(SenmlFormat.CBOR, body);
        List<SenmlRecord> same = json(MULTIPLE);
        assertThat(records).hasSameSizeAs(same);
        for (int i = 0; i < same.size(); i++) {
            assertThat(records.get(i).name()).isEqualTo(same.get(i).name());
            assertThat(records.get(i).unit()).isEqualTo(same.get(i).unit());
            assertThat(records.get(i).value()).isEqualTo(same.get(i).value());
            assertThat(records.get(i).time()).isCloseTo(same.get(i).time(), org.assertj.core.data.Offset.offset(1e-4));
        }
    }

    @Test
    void rfc8428MultipleDataTypes() throws Exception {
        assertThat(json("""
                [{"bn":"urn:dev:ow:10e2073a01080063:","n":"temp","u":"Cel","v":23.1},
                 {"n":"label","vs":"Machine Room"},
                 {"n":"open","vb":false},
                 {"n":"nfc-reader","vd":"aGkgCg"}]"""))
                .containsExactly(
                        new SenmlRecord(OW + ":temp", "Cel", 0, new SenmlValue.Numeric(23.1)),
                        new SenmlRecord(OW + ":label", "", 0, new SenmlValue.Text("Machine Room")),
                        new SenmlRecord(OW + ":open", "", 0, new SenmlValue.Flag(false)),
                        new SenmlRecord(OW + ":nfc-reader", "", 0, new SenmlValue.Data("aGkgCg")));
    }

    @Test
    void basesAddUpAndHoldUntilReplaced() throws Exception {
        assertThat(json("""
                [{"bn":"a/","bv":20,"bt":10},
                 {"n":"x","v":1.5,"t":1},
                 {"n":"y"},
                 {"bn":"b/","n":"x","bv":0,"bs":3,"s":4}]"""))
                .containsExactly(
                        new SenmlRecord("a/x", "", 11, new SenmlValue.Numeric(21.5)),
                        new SenmlRecord("a/y", "", 10, new SenmlValue.Numeric(20)),
                        new SenmlRecord("b/x", "", 10, new SenmlValue.Numeric(0)));
        assertThat(json("[{\"n\":\"e\",\"bs\":3,\"s\":4}]"))
                .containsExactly(new SenmlRecord("e", "", 0, new SenmlValue.SumOnly(7)));
    }

    @Test
    void unknownFieldsAreSkippedUnlessTheyMustBeUnderstood() throws Exception {
        assertThat(json("[{\"n\":\"x\",\"v\":1,\"extra\":{\"a\":[1,2]}}]")).hasSize(1);
        assertThat(refusal(SenmlFormat.JSON, "[{\"n\":\"x\",\"v\":1,\"extra_\":1}]".getBytes(UTF_8)))
                .hasMessageContaining("\"extra_\" of record 1 must be understood");
        // [{0: "x", 2: 1, "e_": 1}]
        assertThat(refusal(SenmlFormat.CBOR, HexFormat.of().parseHex("81a3006178020162655f01")))
                .hasMessageContaining("\"e_\" of record 1");
    }

    @Test
    void aTextLabelWhereCborHasANumberIsRefused() {
        // [{"n": "x", 2: 1}]
        assertThat(refusal(SenmlFormat.CBOR, HexFormat.of().parseHex("81a2616e61780201")))
                .hasMessageContaining("labelled 0 in CBOR");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | array of records",
                "[ | too early",
                "{} | array of records",
                "[] | one record or more",
                "[1] | a record is an object",
                "[{\"n\":\"x\",\"v\":1}] 2 | follows the pack",
                "[{\"n\":\"x\",\"v\":1} | not SenML",
                "[{\"n\":\"x\"}] | no value",
                "[{\"v\":1}] | bn and n together",
                "[{\"n\":\"-x\",\"v\":1}] | beginning with a letter",
                "[{\"n\":\"a b\",\"v\":1}] | bn and n together",
                "[{\"n\":\"x\",\"v\":NaN}] | not SenML",
                "[{\"n\":\"x\",\"v\":1e999}] | v of record 1 must be a finite number",
                "[{\"bn\":\"x\",\"bv\":1e308,\"v\":1.7e308}] | not finite together",
                "[{\"n\":\"x\",\"v\":\"1\"}] | v of record 1 must be a finite number",
                "[{\"n\":\"x\",\"vs\":1}] | vs of record 1 must be a text",
                "[{\"n\":\"x\",\"vb\":0}] | vb of record 1 must be true or false",
                "[{\"n\":\"x\",\"vd\":\"?\"}] | not SenML",
                "[{\"n\":\"x\",\"vd\":1}] | base64url",
                "[{\"n\":\"x\",\"v\":1,\"vb\":true}] | both v and vb",
                "[{\"n\":\"x\",\"v\":1,\"v\":2}] | v twice",
                "[{\"n\":\"x\",\"v\":1,\"bver\":11}] | up to version 10",
                "[{\"n\":\"x\",\"v\":1,\"q\":[[[[[[[[[1]]]]]]]]]}] | not SenML",
            })
    void whatIsNoPackIsRefusedWithAReason(String body, String reason) {
        RefusedException refused = refusal(SenmlFormat.JSON, body.getBytes(UTF_8));
        assertThat(refused.refusal()).isEqualTo(Refusal.MALFORMED);
        if (!body.equals("[")) {
            assertThat(refused).hasMessageContaining(reason);
        }
    }

    @Test
    void cborInfinityIsRefused() {
        // [{0: "x", 2: Infinity}]
        assertThat(refusal(SenmlFormat.CBOR, HexFormat.of().parseHex("81a200617802f97c00")))
                .hasMessageContaining("finite");
    }

    @Test
    void tooManyRecordsAreRefused() {
        String record = "{\"n\":\"x\",\"v\":1},";
        RefusedException refused =
                refusal(SenmlFormat.JSON, ("[" + record.repeat(8_193) + "{\"n\":\"x\",\"v\":1}]").getBytes(UTF_8));
        assertThat(refused.refusal()).isEqualTo(Refusal.TOO_LARGE);
    }

    /** Whatever is cut off or flipped: records or a refusal, never anything else. */
    @Test
    void hostileBytesAreRefused() {
        byte[] body = HexFormat.of().parseHex(MULTIPLE_CBOR);
        for (int length = 0; length < body.length; length++) {
            byte[] part = Arrays.copyOf(body, length);
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> SenmlDecoder.decode(SenmlFormat.CBOR, part));
        }
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] flipped = body.clone();
            flipped[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                SenmlDecoder.decode(SenmlFormat.CBOR, flipped);
            } catch (RefusedException e) {
                assertThat(e.detail()).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(SenmlFormat.class)
    void whatIsWrittenIsReadAgain(SenmlFormat format) throws Exception {
        List<SenmlRecord> records = List.of(
                new SenmlRecord("m/x", "m/s2", 1.7e9, new SenmlValue.Numeric(-0.125)),
                SenmlRecord.text("m/class", "Unwucht, groß"),
                new SenmlRecord("m/f", "", 0, new SenmlValue.Flag(true)),
                new SenmlRecord("m/s", "", 0, new SenmlValue.SumOnly(2)),
                new SenmlRecord("m/d", "", 0, new SenmlValue.Data("aGkgCg")));
        assertThat(SenmlDecoder.decode(format, SenmlEncoder.encode(format, records)))
                .isEqualTo(records);
        assertThat(SenmlFormat.of(format.contentFormat())).contains(format);
        assertThat(SenmlFormat.of(50)).isEmpty();
    }

    private static List<SenmlRecord> json(String body) throws RefusedException {
        return SenmlDecoder.decode(SenmlFormat.JSON, body.getBytes(UTF_8));
    }

    private static RefusedException refusal(SenmlFormat format, byte[] body) {
        return catchThrowableOfType(RefusedException.class, () -> SenmlDecoder.decode(format, body));
    }
}
