package io.tinyfleet.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The memory of this process as Linux counts it. */
final class ResidentMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final long BYTES_PER_KIB = 1024;

    private ResidentMemory() {}

    /** Resident bytes; 0 where the system does not tell. */
    static long bytes() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) * BYTES_PER_KIB;
                }
            }
        } catch (IOException e) {
            return 0;
        }
        return 0;
    }
}
