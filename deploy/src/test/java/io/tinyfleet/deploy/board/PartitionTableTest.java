package io.tinyfleet.deploy.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class PartitionTableTest {
    @Test
    void firstPartitionStartsWhereItsEntrySays() {
        byte[] sector = sector(0x0c);
        sector[446 + 8 + 1] = 0x20; // 0x2000 sectors, little-endian: 4 MiB

        assertThat(PartitionTable.firmwareOffset(sector)).isEqualTo(4L << 20);
    }

    @Test
    void startIsUnsigned() {
        byte[] sector = sector(0x0c);
        sector[446 + 8 + 3] = (byte) 0x80;

        assertThat(PartitionTable.firmwareOffset(sector)).isEqualTo(0x8000_0000L * 512);
    }

    @Test
    void whatIsNoImageOfOursIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PartitionTable.firmwareOffset(new byte[511]))
                .withMessage("no partition table");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PartitionTable.firmwareOffset(new byte[512]))
                .withMessage("no partition table");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PartitionTable.firmwareOffset(sector(0x83)))
                .withMessage("the first partition is no FAT32 partition");
    }

    private static byte[] sector(int type) {
        byte[] sector = new byte[512];
        sector[446 + 4] = (byte) type;
        sector[510] = 0x55;
        sector[511] = (byte) 0xaa;
        return sector;
    }
}
