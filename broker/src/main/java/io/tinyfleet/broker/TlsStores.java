package io.tinyfleet.broker;

import io.tinyfleet.mqtt.PemStores;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Key and trust store as HiveMQ wants them, made anew at each start from PEM files; their password lives as long.
 *
 * @param password of both and of the key; a secret
 */
record TlsStores(Path keys, Path trust, String password) {
    private static final int PASSWORD_BYTES = 16;

    static TlsStores write(BrokerIdentity identity, Path directory) throws IOException {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        KeyStore own = PemStores.own(identity.certificate(), identity.key(), password.toCharArray());
        KeyStore trusted = PemStores.trusted(identity.authority());
        return new TlsStores(
                save(own, directory.resolve("keys.p12"), password),
                save(trusted, directory.resolve("trust.p12"), password),
                password);
    }

    private static Path save(KeyStore store, Path file, String password) throws IOException {
        PrivateFile.createAnew(file);
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IOException(file + " cannot be written: " + e.getMessage(), e);
        }
        return file;
    }

    @Override
    public String toString() {
        return "TlsStores[" + keys + ", " + trust + ", password withheld]";
    }
}
