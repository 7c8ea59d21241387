package io.tinyfleet.deploy.board;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A Wi-Fi network with a pass phrase (WPA2-Personal), as wpa_supplicant reads it. Name and key are written in
 * hexadecimal, so that no character in them can mean anything else.
 */
final class WifiNetwork {
    private static final int KEY_ROUNDS = 4096;
    private static final int KEY_BITS = 256;

    private final byte[] name;
    private final byte[] key;

    /**
     * Derives the network's key, IEEE 802.11-2020 J.4.1: PBKDF2-HMAC-SHA1(pass phrase, name, 4096, 256 bits).
     *
     * @param name 1 to 32 bytes in UTF-8
     * @param passPhrase 8 to 63 printable ASCII characters
     */
    WifiNetwork(String name, String passPhrase) {
        this.name = name.getBytes(UTF_8);
        if (this.name.length == 0 || this.name.length > 32) {
            throw new IllegalArgumentException(
                    "a Wi-Fi network's name has 1 to 32 bytes, '" + name + "' has " + this.name.length);
        }
        if (!passPhrase.matches("[ -~]{8,63}")) {
            throw new IllegalArgumentException(
                    "a Wi-Fi pass phrase has 8 to 63 printable ASCII characters; the one given has not");
        }
        try {
            this.key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA1")
                    .generateSecret(new PBEKeySpec(passPhrase.toCharArray(), this.name, KEY_ROUNDS, KEY_BITS))
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this is a bug: every JDK knows PBKDF2WithHmacSHA1", e);
        }
    }

    /** The file {@code wpa_supplicant.conf}; holds the key. */
    byte[] configuration() {
        HexFormat hex = HexFormat.of();
        return ("network={\n    ssid=" + hex.formatHex(name) + "\n    psk=" + hex.formatHex(key)
                        + "\n    scan_ssid=1\n}\n")
                .getBytes(US_ASCII);
    }
}
