package io.tinyfleet.agent.program;

import io.tinyfleet.agent.coap.PreSharedKey;
import io.tinyfleet.agent.sensor.SensorId;
import io.tinyfleet.operations.settings.UserMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The sensors and their keys: a line {@code name:key} each, the key in hexadecimal; {@code #} begins a comment. */
final class PskFile {
    private static final Set<PosixFilePermission> OWNERS =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private PskFile() {}

    static Map<SensorId, PreSharedKey> read(Path file) throws UserMistake {
        List<String> lines;
        try {
            if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
                throw new UserMistake(file + ": others could read the sensors' keys; expected mode 0600 (chmod 600)");
            }
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new UserMistake(file + ": cannot be read; expected lines such as sensor-1:KEY", e);
        }
        Map<SensorId, PreSharedKey> keys = new TreeMap<>();
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                add(line, keys, file + ", line " + number);
            }
        }
        if (keys.isEmpty()) {
            throw new UserMistake(file + ": names no sensor; expected lines such as sensor-1:KEY");
        }
        return keys;
    }

    /** Messages show no part of a key. */
    private static void add(String line, Map<SensorId, PreSharedKey> keys, String where) throws UserMistake {
        int colon = line.indexOf(':');
        if (colon < 0) {
            throw new UserMistake(where + ": has no colon; expected sensor-1:KEY");
        }
        SensorId sensor;
        try {
            sensor = new SensorId(line.substring(0, colon));
        } catch (IllegalArgumentException e) {
            throw new UserMistake(where + ": " + e.getMessage(), e);
        }
        if (keys.put(sensor, key(line.substring(colon + 1), where)) != null) {
            throw new UserMistake(where + ": names " + sensor + " a second time");
        }
    }

    private static PreSharedKey key(String hexadecimal, String where) throws UserMistake {
        byte[] bytes;
        try {
            bytes = HexFormat.of().parseHex(hexadecimal);
        } catch (IllegalArgumentException e) {
            throw new UserMistake(where + ": the key is not hexadecimal; make one with: openssl rand -hex 32");
        }
        try {
            return new PreSharedKey(bytes);
        } catch (IllegalArgumentException e) {
            throw new UserMistake(where + ": " + e.getMessage(), e);
        }
    }
}
