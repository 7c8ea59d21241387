package io.tinyfleet.agent.data.images;

import io.tinyfleet.agent.data.DataException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Records of one length anywhere in some files of a directory. Not thread-safe. */
final class CifarRecords implements Closeable {
    private final Path directory;
    private final int length;
    private final Map<String, FileChannel> open = new HashMap<>();

    CifarRecords(Path directory, int length) {
        this.directory = directory;
        this.length = length;
    }

    /** @param number from 0 */
    byte[] read(String file, int number) throws DataException {
        ByteBuffer record = ByteBuffer.allocate(length);
        try {
            FileChannel channel = open.get(file);
            if (channel == null) {
                channel = FileChannel.open(directory.resolve(file));
                open.put(file, channel);
            }
            long position = (long) number * length;
            while (record.hasRemaining()) {
                if (channel.read(record, position + record.position()) < 0) {
                    throw new DataException(
                            directory.resolve(file) + ", record " + number + ": has gone since the file was opened");
                }
            }
        } catch (IOException e) {
            throw ImageFiles.unreadable(directory.resolve(file).toString(), e);
        }
        return record.array();
    }

    @Override
    public void close() throws DataException {
        for (Map.Entry<String, FileChannel> file : open.entrySet()) {
            try {
                file.getValue().close();
            } catch (IOException e) {
                throw ImageFiles.unreadable(directory.resolve(file.getKey()).toString(), e);
            }
        }
    }
}
