package io.tinyfleet.mqtt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * Who a client is towards a broker, and which authority's brokers it trusts: no other, whatever the machine trusts
 * otherwise. Immutable; holds a private key, so it has no text form.
 */
public final class Tls {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
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
            KeyStore trusted = empty();
            int count = 0;
            for (Certificate each : certificates(authority)) {
                trusted.setCertificateEntry("authority-" + count++, each);
            }
            KeyStore own = empty();
            own.setKeyEntry(
                    "own", privateKey(key), IN_MEMORY, certificates(certificate).toArray(Certificate[]::new));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, IN_MEMORY);
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

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, IN_MEMORY);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file) throws IOException {
        try {
            Collection<? extends Certificate> found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
            if (found.isEmpty()) {
                throw new IOException(file + " holds no certificate");
            }
            return found;
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " holds no certificate: " + e.getMessage(), e);
        }
    }

    private static PrivateKey privateKey(Path file) throws IOException {
        Matcher block = KEY.matcher(Files.readString(file));
        if (!block.find()) {
            throw new IOException(file + " holds no PRIVATE KEY (PKCS#8, not encrypted)");
        }
        try {
            return KeyFactory.getInstance("EC")
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(block.group(1))));
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " holds no elliptic curve key", e);
        }
    }
}
