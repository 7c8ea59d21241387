package io.tinyfleet.deploy.board;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tinyfleet.protocol.DeviceId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What makes a card one device's own: the files that its board takes over at its first boot ({@code first-boot} in
 * {@code deploy/board/image} is their reader).
 *
 * <pre>
 * agent.yaml ca.pem cert.pem key.pem   the device, as "tinyfleet device add" made it
 * sensors.psk                          if an operator put it there: the keys that coap.psk in agent.yaml names
 * hostname                             the device's name; what it may be is one label of a DNS name (RFC 1123 2.1)
 * time                                 now, in seconds since 1970: a board without a clock starts from it
 * wifi.conf                            if there is Wi-Fi
 * authorized_keys                      if an operator may log in
 * </pre>
 */
final class Personalisation {
    private static final List<String> IDENTITY = List.of("agent.yaml", "ca.pem", "cert.pem", "key.pem");

    private static final String SENSOR_KEYS = "sensors.psk";

    private Personalisation() {}

    /**
     * All files by name.
     *
     * @param identity the files of the device
     * @param operatorKeys lines of an {@code authorized_keys} file
     */
    static SortedMap<String, byte[]> files(
            DeviceId device,
            Map<String, byte[]> identity,
            @Nullable WifiNetwork wifi,
            @Nullable String operatorKeys,
            Instant now) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        for (String name : IDENTITY) {
            byte[] content = identity.get(name);
            if (content == null || content.length == 0) {
                throw new IllegalArgumentException("device " + device + " has no " + name + "; expected " + IDENTITY
                        + " as tinyfleet device add makes them");
            }
            files.put(name, content);
        }
        byte[] sensorKeys = identity.get(SENSOR_KEYS);
        if (sensorKeys != null) {
            files.put(SENSOR_KEYS, sensorKeys);
        }
        files.put("hostname", line(device.value()));
        files.put("time", line(String.valueOf(now.getEpochSecond())));
        if (wifi != null) {
            files.put("wifi.conf", wifi.configuration());
        }
        if (operatorKeys != null) {
            requirePublicKeys(operatorKeys);
            files.put("authorized_keys", operatorKeys.getBytes(UTF_8));
        }
        return files;
    }

    private static void requirePublicKeys(String keys) {
        if (!keys.lines().allMatch(line -> line.isBlank() || line.matches("#.*|(ssh|ecdsa|sk)-\\S+ \\S+.*"))) {
            throw new IllegalArgumentException(
                    "expected lines of an OpenSSH public key file, such as 'ssh-ed25519 AAAA… me@host'");
        }
    }

    private static byte[] line(String text) {
        return (text + "\n").getBytes(UTF_8);
    }
}
