package io.tinyfleet.deploy.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Files of mode 0600 and directories of mode 0700, from their first moment on, whatever the umask. */
final class PrivateFiles {
    private static final FileAttribute<Set<PosixFilePermission>> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<Set<PosixFilePermission>> DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private PrivateFiles() {}

    static void directory(Path path) throws IOException {
        Files.createDirectory(path, DIRECTORY);
    }

    /** A new directory beside {@code path}, to be renamed to it. */
    static Path directoryBeside(Path path) throws IOException {
        return Files.createTempDirectory(parent(path), "." + path.getFileName() + "-", DIRECTORY);
    }

    /** A new file, on disk when this returns. */
    static void write(Path path, byte[] content) throws IOException {
        try (FileChannel file =
                FileChannel.open(path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), FILE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
    }

    static void write(Path path, String content) throws IOException {
        write(path, content.getBytes(UTF_8));
    }

    /** Replaces a file by rename: whoever reads it sees the old or the new, never a part. */
    static void replace(Path path, String content) throws IOException {
        Path directory = directoryBeside(path);
        try {
            Path next = directory.resolve("next");
            write(next, content);
            Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(directory);
        }
    }

    static void delete(Path root) throws IOException {
        try (Stream<Path> tree = Files.walk(root)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path entry : deepestFirst) {
                Files.deleteIfExists(entry);
            }
        }
    }

    private static Path parent(Path path) {
        Path parent = path.toAbsolutePath().getParent();
        return parent == null ? path : parent;
    }
}
