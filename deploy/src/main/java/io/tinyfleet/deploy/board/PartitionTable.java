package io.tinyfleet.deploy.board;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The partition table in an image's first sector (MBR: four entries of 16 bytes from byte 446, 0x55AA at the end). */
final class PartitionTable {
    static final int BYTES = 512;
    private static final int FIRST_ENTRY = 446;
    private static final int TYPE = 4;
    private static final int START = 8;
    private static final int FAT32 = 0x0c;

    private PartitionTable() {}

    /**
     * Where the FAT partition starts that our images begin with, in bytes.
     *
     * @throws IllegalArgumentException if there is none
     */
    static long firmwareOffset(byte[] firstSector) {
        if (firstSector.length < BYTES || firstSector[510] != 0x55 || firstSector[511] != (byte) 0xaa) {
            throw new IllegalArgumentException("no partition table");
        }
        if (firstSector[FIRST_ENTRY + TYPE] != FAT32) {
            throw new IllegalArgumentException("the first partition is no FAT32 partition");
        }
        int sectors =
                ByteBuffer.wrap(firstSector).order(ByteOrder.LITTLE_ENDIAN).getInt(FIRST_ENTRY + START);
        return Integer.toUnsignedLong(sectors) * BYTES;
    }
}
