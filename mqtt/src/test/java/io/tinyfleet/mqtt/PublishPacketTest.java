package io.tinyfleet.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishPacketTest {
    @Test
    void everyPartIsCounted() {
        Publication publication = new Publication("a/bc", new byte[10], false, Duration.ofSeconds(30));

        // 1 type + 1 remaining length; 2 + 4 topic, 2 packet id, 1 properties' length, 5 expiry, 3 + 4 content type
        assertThat(PublishPacket.bytes(publication)).isEqualTo(2 + 6 + 2 + 1 + 5 + 7 + 10);
    }

    @Test
    void emptyPayloadHasNoContentType() {
        assertThat(PublishPacket.bytes(new Publication("a/bc", new byte[0], true, null)))
                .isEqualTo(2 + 6 + 2 + 1);
    }

    @Test
    void topicCountsInUtf8() {
        assertThat(PublishPacket.bytes(new Publication("ü", new byte[0], false, null)))
                .isEqualTo(2 + 2 + 2 + 2 + 1);
    }

    @Test
    void qosZeroHasNoPacketId() {
        assertThat(PublishPacket.bytes("t", false, 1, 0)).isEqualTo(PublishPacket.bytes("t", true, 1, 0) - 2);
    }

    /** MQTT 5, table 1-1. */
    @ParameterizedTest
    @CsvSource({"0,1", "127,1", "128,2", "16383,2", "16384,3", "2097151,3", "2097152,4", "268435455,4"})
    void lengthsTakeSevenBitsAByte(int value, int bytes) {
        assertThat(PublishPacket.variableByteIntegerBytes(value)).isEqualTo(bytes);
    }
}
