package io.tinyfleet.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that holds a secret: mode 0600 from its first moment on. */
final class PrivateFile {
    private PrivateFile() {}

    /** An empty file in place of whatever was there. */
    static void createAnew(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
}
