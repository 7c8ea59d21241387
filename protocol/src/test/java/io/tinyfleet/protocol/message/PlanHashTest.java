package io.tinyfleet.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PlanHashTest {
    @Test
    void aPlansHashIsTheBeginningOfItsSha256() {
        // FIPS 180-2, appendix B.1: SHA-256("abc") = ba7816bf 8f01cfea 414140de …
        PlanHash hash = PlanHash.of("abc".getBytes(StandardCharsets.US_ASCII));
        assertThat(hash).hasToString("ba7816bf8f01cfea");
        assertThat(hash.toBytes()).containsExactly(0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea);
        assertThat(PlanHash.fromBytes(hash.toBytes())).isEqualTo(hash);
    }
}
