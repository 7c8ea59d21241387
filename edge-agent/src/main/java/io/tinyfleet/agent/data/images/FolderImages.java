package io.tinyfleet.agent.data.images;

import io.tinyfleet.agent.data.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Images in a folder. Links to files are followed, links to folders are not. */
record FolderImages(Path path, List<String> names) implements ImageFiles {
    private static final int DEEPEST = 8;

    static FolderImages list(Path path) throws DataException {
        try (Stream<Path> files = Files.walk(path, DEEPEST)) {
            List<String> names = files.map(
                            file -> path.relativize(file).toString().replace('\\', '/'))
                    .filter(ImagePath::isImage)
                    .filter(name -> Files.isRegularFile(path.resolve(name)))
                    .limit(ImagePool.MOST_IMAGES + 1L)
                    .sorted()
                    .toList();
            if (names.size() > ImagePool.MOST_IMAGES) {
                throw new DataException(path + ": more than " + ImagePool.MOST_IMAGES + " images, expected fewer");
            }
            return new FolderImages(path, names);
        } catch (UncheckedIOException e) {
            throw ImageFiles.unreadable(path.toString(), new IOException(e));
        } catch (IOException e) {
            throw ImageFiles.unreadable(path.toString(), e);
        }
    }

    @Override
    public Opened open() {
        return new Opened() {
            @Override
            public byte[] read(String name) throws DataException {
                try (InputStream in = Files.newInputStream(path.resolve(name))) {
                    return ImageFiles.readAll(in, label(name));
                } catch (IOException e) {
                    throw ImageFiles.unreadable(label(name), e);
                }
            }

            @Override
            public void close() {}
        };
    }
}
