package io.tinyfleet.agent.data.images;

import io.tinyfleet.agent.data.DataException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** Files of images that lie together. */
interface ImageFiles {
    /** Bytes of one image's file. */
    int LARGEST_FILE = 32 << 20;

    /** Where they lie. */
    Path path();

    /** Relative names with / between levels, ascending. */
    List<String> names();

    Opened open() throws DataException;

    /** How messages name one. */
    default String label(String name) {
        return path() + ", " + name;
    }

    /** Files that can be read for now. */
    interface Opened extends Closeable {
        /** All bytes of one of {@link #names()}. */
        byte[] read(String name) throws DataException;

        @Override
        void close() throws DataException;
    }

    /** Reads to the end, unless that is too far. */
    static byte[] readAll(InputStream in, String label) throws IOException {
        byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
        if (bytes.length > LARGEST_FILE) {
            throw new DataException(label + ": larger than " + (LARGEST_FILE >> 20) + " MiB, expected an image");
        }
        return bytes;
    }

    /** Says where reading failed, unless that is said already. */
    static DataException unreadable(String label, IOException e) {
        return e instanceof DataException said
                ? said
                : new DataException(label + ": cannot be read: " + e.getMessage(), e);
    }
}
