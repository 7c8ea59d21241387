package io.tinyfleet.deploy.fleet.bouncycastle;

/**
 * A certificate and its private key.
 *
 * @param certificate PEM, X.509
 * @param key PEM, PKCS#8, not encrypted: a secret
 */
public record Issued(String certificate, String key) {
    @Override
    public String toString() {
        return "Issued[key withheld]";
    }
}
