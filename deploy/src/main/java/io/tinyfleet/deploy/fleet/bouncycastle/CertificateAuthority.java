package io.tinyfleet.deploy.fleet.bouncycastle;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Signs a fleet's certificates: ECDSA with P-256 and SHA-256, random serial numbers of 128 bits, directly below a
 * self-signed root (RFC 5280).
 */
public final class CertificateAuthority {
    /** The root's validity; nothing that it signs outlives it. */
    public static final Duration ROOT_VALIDITY = Duration.ofDays(20 * 365);

    /** Of servers' and clients' certificates: boards are out of reach for years, and revocation does not wait. */
    public static final Duration VALIDITY = Duration.ofDays(10 * 365);

    /** A board without a battery-backed clock lives in the past until it hears the time. */
    private static final Duration CLOCKS_LAG = Duration.ofDays(1);

    private static final String SIGNATURE = "SHA256withECDSA";
    private static final int SERIAL_BITS = 128;

    private final X509CertificateHolder root;
    private final PrivateKey key;
    private final Issued issued;
    private final SecureRandom random;

    private CertificateAuthority(X509CertificateHolder root, PrivateKey key, Issued issued, SecureRandom random) {
        this.root = root;
        this.key = key;
        this.issued = issued;
        this.random = random;
    }

    /** A new authority with a key of its own. */
    public static CertificateAuthority found(String fleet, Instant now) {
        SecureRandom random = new SecureRandom();
        try {
            KeyPair pair = newPair(random);
            X500Name name = name(fleet, "tinyfleet authority of " + fleet);
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    name, serial(random), notBefore(now), Date.from(now.plus(ROOT_VALIDITY)), name, pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            extensions.createSubjectKeyIdentifier(pair.getPublic()));
            X509CertificateHolder root = builder.build(signer(pair.getPrivate()));
            return new CertificateAuthority(root, pair.getPrivate(), issued(root, pair.getPrivate()), random);
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("every JVM has ECDSA with P-256", e);
        }
    }

    /**
     * An authority that was founded before.
     *
     * @throws IllegalArgumentException if these are not its certificate and key
     */
    public static CertificateAuthority of(Issued saved) {
        try {
            X509CertificateHolder root = new X509CertificateHolder(Pem.read("CERTIFICATE", saved.certificate()));
            PrivateKey key = KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Pem.read("PRIVATE KEY", saved.key())));
            return new CertificateAuthority(root, key, saved, new SecureRandom());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("not the certificate and key of an authority: " + e.getMessage(), e);
        }
    }

    /** Its own certificate, which everybody trusts, and its key, which nobody else may have. */
    public Issued own() {
        return issued;
    }

    /**
     * A broker's certificate.
     *
     * @param names host names and IP addresses that clients connect to
     */
    public Issued issueServer(String fleet, List<String> names, Instant now) {
        GeneralName[] alternatives = names.stream()
                .map(name -> new GeneralName(isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);
        return issue(name(fleet, "broker of " + fleet), alternatives, KeyPurposeId.id_kp_serverAuth, now);
    }

    /**
     * A client's certificate.
     *
     * @param uri what the broker will know it by
     * @param name for people
     */
    public Issued issueClient(String fleet, String name, String uri, Instant now) {
        GeneralName[] alternatives = {new GeneralName(GeneralName.uniformResourceIdentifier, uri)};
        return issue(name(fleet, name), alternatives, KeyPurposeId.id_kp_clientAuth, now);
    }

    private Issued issue(X500Name subject, GeneralName[] alternatives, KeyPurposeId purpose, Instant now) {
        try {
            KeyPair pair = newPair(random);
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            Instant end = now.plus(VALIDITY);
            Instant rootEnd = root.getNotAfter().toInstant();
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    root.getSubject(),
                    serial(random),
                    notBefore(now),
                    Date.from(end.isBefore(rootEnd) ? end : rootEnd),
                    subject,
                    pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                    .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                    .addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose))
                    .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives))
                    .addExtension(
                            Extension.subjectKeyIdentifier,
                            false,
                            extensions.createSubjectKeyIdentifier(pair.getPublic()))
                    .addExtension(
                            Extension.authorityKeyIdentifier, false, extensions.createAuthorityKeyIdentifier(root));
            return issued(builder.build(signer(key)), pair.getPrivate());
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("this is a bug: a certificate could not be made", e);
        }
    }

    private static boolean isAddress(String name) {
        return name.contains(":") || name.matches("[0-9.]+");
    }

    private static Issued issued(X509CertificateHolder certificate, PrivateKey key) throws IOException {
        return new Issued(
                Pem.write("CERTIFICATE", certificate.getEncoded()), Pem.write("PRIVATE KEY", key.getEncoded()));
    }

    private static KeyPair newPair(SecureRandom random) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    private static ContentSigner signer(PrivateKey key) throws OperatorCreationException {
        return new JcaContentSignerBuilder(SIGNATURE).build(key);
    }

    /** Never 0, which RFC 5280 forbids. */
    private static BigInteger serial(SecureRandom random) {
        return new BigInteger(SERIAL_BITS, random).setBit(0);
    }

    private static Date notBefore(Instant now) {
        return Date.from(now.minus(CLOCKS_LAG));
    }

    private static X500Name name(String fleet, String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, fleet)
                .addRDN(BCStyle.CN, commonName)
                .build();
    }
}
