package io.tinyfleet.mqtt;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * Who a client is towards a broker, and which authority's brokers it trusts: no other, whatever the machine trusts
 * otherwise. Immutable; holds a private key, so it has no text form.
 */
public final class Tls {
    private static final char[] IN_MEMORY = new char[0];

    private final SSLSocketFactory sockets;

    private Tls(SSLSocketFactory sockets) {
        this.sockets = sockets;
    }

    /**
     * Reads PEM files (RFC 7468).
     *
     * @param authority certificates of whom to trust
     * @param certificate our own, and those that lead from it to the authority, if any
     * @param key its private key, elliptic curve, PKCS#8, not encrypted
     * @throws IOException if a file cannot be read or does not hold that; the message names it
     */
    public static Tls load(Path authority, Path certificate, Path key) throws IOException {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(PemStores.trusted(authority));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(PemStores.own(certificate, key, IN_MEMORY), IN_MEMORY);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return new Tls(context.getSocketFactory());
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "the certificate " + certificate + " and the key " + key + " cannot be used: " + e, e);
        }
    }

    /** The files {@code ca.pem}, {@code cert.pem} and {@code key.pem} of a directory, as {@code tinyfleet} writes them. */
    public static Tls load(Path directory) throws IOException {
        return load(directory.resolve("ca.pem"), directory.resolve("cert.pem"), directory.resolve("key.pem"));
    }

    /** Makes sockets that trust the authority and show the certificate. */
    public SSLSocketFactory sockets() {
        return sockets;
    }
}
