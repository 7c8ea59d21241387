package io.tinyfleet.agent.data.images;

import io.tinyfleet.agent.data.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Images in a zip file, which is open only while they are read. */
record ZipImages(Path path, List<String> names) implements ImageFiles {
    static ZipImages list(Path path) throws DataException {
        if (!Files.isRegularFile(path)) {
            throw new DataException(path + ": no such folder or zip file, expected " + ImagePath.EXPECTED);
        }
        try (ZipFile zip = new ZipFile(path.toFile())) {
            List<String> names = zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .filter(ImagePath::isImage)
                    .limit(ImagePool.MOST_IMAGES + 1L)
                    .sorted()
                    .toList();
            if (names.size() > ImagePool.MOST_IMAGES) {
                throw new DataException(path + ": more than " + ImagePool.MOST_IMAGES + " images, expected fewer");
            }
            return new ZipImages(path, names);
        } catch (IOException | IllegalArgumentException e) {
            throw e instanceof DataException said
                    ? said
                    : new DataException(path + ": no folder, nor a sound zip file: " + e.getMessage(), e);
        }
    }

    @Override
    public Opened open() throws DataException {
        ZipFile zip;
        try {
            zip = new ZipFile(path.toFile());
        } catch (IOException e) {
            throw ImageFiles.unreadable(path.toString(), e);
        }
        return new Opened() {
            @Override
            public byte[] read(String name) throws DataException {
                ZipEntry entry = zip.getEntry(name);
                if (entry == null) {
                    throw new DataException(label(name) + ": has gone since the file was opened");
                }
                // The size an entry claims is not to be trusted: what is unpacked is counted.
                try (InputStream in = zip.getInputStream(entry)) {
                    return ImageFiles.readAll(in, label(name));
                } catch (IOException e) {
                    throw ImageFiles.unreadable(label(name), e);
                }
            }

            @Override
            public void close() throws DataException {
                try {
                    zip.close();
                } catch (IOException e) {
                    throw ImageFiles.unreadable(path.toString(), e);
                }
            }
        };
    }
}
