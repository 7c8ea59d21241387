package io.tinyfleet.deploy.board;

import io.tinyfleet.operations.settings.UserMistake;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/** A copy of an image, for one device; coreutils copy it, mtools write into its firmware partition. */
final class Card {
    private static final String FOLDER = "tinyfleet";

    private final Path file;
    private final long firmwareOffset;

    private Card(Path file, long firmwareOffset) {
        this.file = file;
        this.firmwareOffset = firmwareOffset;
    }

    /** Where an image's firmware partition starts, in bytes; says so if it is no image of ours. */
    static long firmwareOffset(Path image) throws UserMistake {
        try (InputStream in = Files.newInputStream(image)) {
            return PartitionTable.firmwareOffset(in.readNBytes(PartitionTable.BYTES));
        } catch (IllegalArgumentException e) {
            throw new UserMistake(
                    image + ": " + e.getMessage() + "; expected an image that tinyfleet image build made", e);
        } catch (IOException e) {
            throw new UserMistake(
                    image + " cannot be read; expected an image that tinyfleet image build made: " + e, e);
        }
    }

    /** Copies an image, holes and all, to a new file that only this user can read. */
    static Card copy(Path image, long firmwareOffset, Path target)
            throws IOException, InterruptedException, UserMistake {
        try {
            Files.createFile(
                    target, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            throw new UserMistake(target + " exists already; nothing was changed", e);
        }
        Card card = new Card(target, firmwareOffset);
        card.orDelete("cp", "--sparse=always", "--", image.toString(), target.toString());
        return card;
    }

    /** Puts files where the board looks for them at its next boot. */
    void put(Map<String, byte[]> files, Path scratch) throws IOException, InterruptedException {
        Path folder = Files.createDirectory(scratch.resolve(FOLDER));
        for (Map.Entry<String, byte[]> each : files.entrySet()) {
            Files.write(folder.resolve(each.getKey()), each.getValue());
        }
        orDelete("mcopy", "-s", "-Q", "-i", file + "@@" + firmwareOffset, folder.toString(), "::");
    }

    /** Half a card is none. */
    private void orDelete(String program, String... arguments) throws IOException, InterruptedException {
        int exitCode = ForeignProgram.run(program, arguments);
        if (exitCode != 0) {
            Files.delete(file);
            throw new IOException(program + " ended with exit code " + exitCode + "; " + file + " was deleted");
        }
    }
}
