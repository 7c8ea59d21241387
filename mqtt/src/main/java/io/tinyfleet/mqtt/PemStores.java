package io.tinyfleet.mqtt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads PEM files (RFC 7468) into key stores in memory. Every {@link IOException} names the file that is wrong. */
public final class PemStores {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final byte[] PROBE = {1, 2, 3};

    private PemStores() {}

    /** The certificates of a file, as those to trust. */
    public static KeyStore trusted(Path authority) throws IOException {
        KeyStore store = empty();
        try {
            int count = 0;
            for (Certificate each : certificates(authority)) {
                store.setCertificateEntry("authority-" + count++, each);
            }
        } catch (GeneralSecurityException e) {
            throw new IOException(authority + " cannot be used: " + e.getMessage(), e);
        }
        return store;
    }

    /**
     * A certificate and its key.
     *
     * @param certificate our own, and those that lead from it to the authority, if any
     * @param key its private key, elliptic curve, PKCS#8, not encrypted
     * @param password of the entry in the store
     */
    public static KeyStore own(Path certificate, Path key, char[] password) throws IOException {
        List<Certificate> chain = certificates(certificate);
        PrivateKey secret = privateKey(key);
        if (!belongTogether(chain.get(0).getPublicKey(), secret)) {
            throw new IOException(key + " is not the key of the certificate " + certificate);
        }
        KeyStore store = empty();
        try {
            store.setKeyEntry("own", secret, password, chain.toArray(Certificate[]::new));
        } catch (GeneralSecurityException e) {
            throw new IOException(certificate + " and " + key + " cannot be used: " + e.getMessage(), e);
        }
        return store;
    }

    private static KeyStore empty() throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has PKCS#12", e);
        }
    }

    private static List<Certificate> certificates(Path file) throws IOException {
        List<Certificate> found;
        try {
            found = List.copyOf(CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file))));
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " holds no certificate: " + e.getMessage(), e);
        }
        if (found.isEmpty()) {
            throw new IOException(file + " holds no certificate");
        }
        return found;
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
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(file + " holds no elliptic curve key", e);
        }
    }

    private static boolean belongTogether(PublicKey certified, PrivateKey secret) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(secret);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
