package io.tinyfleet.agent.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * The file {@code checkpoint} of a directory. A new one is written beside it, brought to the disk and renamed, so that
 * at every instant the old one or the new one is there as a whole. Readable by its owner only; written once a round.
 *
 * <p>A file that is damaged or of another device, fleet or model is left as it is. Not thread-safe; one process at a
 * time.
 */
public final class CheckpointFile implements Checkpoints {
    private final Path directory;
    private final Path file;
    private final Provenance provenance;

    private CheckpointFile(Path directory, Provenance provenance) {
        this.directory = directory;
        this.file = directory.resolve("checkpoint");
        this.provenance = provenance;
    }

    /**
     * Opens what is kept in a directory, if anything is.
     *
     * @param directory is there, on a file system with POSIX permissions
     * @throws CheckpointException if what is there cannot be used
     */
    public static CheckpointFile open(Path directory, Provenance provenance) throws CheckpointException {
        CheckpointFile opened = new CheckpointFile(directory, provenance);
        opened.newest();
        return opened;
    }

    @Override
    public Optional<Checkpoint> newest() throws CheckpointException {
        try {
            CheckpointCodec.Content content = CheckpointCodec.decode(Files.readAllBytes(file));
            if (!content.provenance().equals(provenance)) {
                throw new CheckpointException("is of " + content.provenance() + ", but this is to be " + provenance);
            }
            return Optional.of(content.checkpoint());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (CheckpointException e) {
            throw new CheckpointException(
                    file + ": " + e.getMessage() + "; it is left as it is: move it away to start anew", e);
        } catch (IOException e) {
            throw new CheckpointException(file + ": cannot be read: " + e, e);
        }
    }

    @Override
    public boolean keep(Checkpoint checkpoint) throws CheckpointException {
        Path fresh = directory.resolve("checkpoint.new");
        try {
            writeThrough(fresh, CheckpointCodec.encode(new CheckpointCodec.Content(provenance, checkpoint)));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            // The rename itself is on the disk once its directory is.
            try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
                names.force(true);
            }
            return true;
        } catch (IOException e) {
            throw new CheckpointException(file + ": cannot be written: " + e, e);
        }
    }

    /** A process that was killed may have left a part of one. */
    private static void writeThrough(Path fresh, byte[] bytes) throws IOException {
        Files.deleteIfExists(fresh);
        try (FileChannel out = FileChannel.open(
                fresh,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                out.write(left);
            }
            out.force(true);
        }
    }
}
