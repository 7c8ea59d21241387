package io.tinyfleet.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.protocol.mask.MaskScheme;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.Encoding;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Objective;
import io.tinyfleet.protocol.message.OffMask;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.RoundPolicy;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExampleTest {
    @ParameterizedTest
    @MethodSource("io.tinyfleet.protocol.codec.HandWritten#all")
    void bytesWrittenByHandDecodeToTheMessage(HandWritten example) throws DecodeException {
        assertThat(example.kind().decode(example.bytes(), example.plan())).isEqualTo(example.message());
    }

    @ParameterizedTest
    @MethodSource("io.tinyfleet.protocol.codec.HandWritten#all")
    void theMessageEncodesToTheBytesWrittenByHand(HandWritten example) {
        assertThat(example.kind().encode(example.message(), example.plan().plan()))
                .asHexString()
                .isEqualTo(hex(example.bytes()));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }

    @ParameterizedTest
    @MethodSource("plans")
    void aPlanIsPutInForceWithTheHashOfItsBytes(HandWritten plan) throws DecodeException {
        assertThat(PlanCodec.decode(plan.bytes())).isEqualTo(plan.plan());
    }

    static Stream<HandWritten> plans() {
        return HandWritten.all().filter(example -> example.kind() == Kind.PLAN);
    }

    @Test
    void thePacketInTheSpecificationCarriesTheExample() throws IOException {
        String spec = Files.readString(Path.of("SPEC.md"));
        int begin = spec.indexOf("```\n32 ") + "```\n".length();
        byte[] packet = HandWritten.bytes(spec.substring(begin, spec.indexOf("```", begin)));
        byte[] payload = Example.UPDATE.bytes();
        // MQTT 5, 3.3: what the fixed header says is left; a topic behind its length; 12 bytes of properties.
        assertThat(packet[1]).isEqualTo((byte) (packet.length - 2));
        assertThat(new String(packet, 4, packet[3], StandardCharsets.UTF_8))
                .isEqualTo("tinyfleet/v1/demo/round/3/update/machine-01");
        assertThat(packet).endsWith(payload).hasSize(2 + 2 + packet[3] + 2 + 1 + 12 + payload.length);
    }

    @Test
    void anUpdateOfTenClassesHasThirtyOneBytesAroundItsValues() {
        Plan plan = new Plan(
                Method.TINYPROTO_FP,
                List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
                MaskScheme.BALANCED.generate(10, 500, 50, 1),
                MaskScheme.BALANCED,
                1,
                new Objective(1, 1, OffMask.ZERO),
                Aps.MEAN,
                Encoding.F32,
                new RoundPolicy(Duration.ofMinutes(1), 1),
                1e9);
        Update update = new Update(
                Example.HASH, new SparsePrototypes(ClassSet.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), 50, new float[500]));
        assertThat(UpdateCodec.encode(update, plan)).hasSize(31 + 10 * 50 * Float.BYTES);
    }
}
