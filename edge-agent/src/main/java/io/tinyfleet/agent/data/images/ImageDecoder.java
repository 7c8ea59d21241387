package io.tinyfleet.agent.data.images;

import io.tinyfleet.agent.data.DataException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes JPEG and PNG with the JDK's own readers, in memory and without a screen. */
final class ImageDecoder {
    /** Of one image, before it is brought to size: a photograph. */
    static final int MOST_PIXELS = 16_000_000;

    private static final List<String> FORMATS = List.of("jpeg", "png");

    private ImageDecoder() {}

    /**
     * Decodes one image whose size was checked before.
     *
     * @param label how messages name it
     */
    static Pixels decode(byte[] bytes, String label) throws DataException {
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            ImageReader reader = readers.hasNext() ? readers.next() : null;
            if (reader == null || !FORMATS.contains(format(reader))) {
                throw new DataException(label + ": is neither JPEG nor PNG");
            }
            try {
                return decode(reader, in, label);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            // Readers meet damaged images with all kinds of unchecked exceptions.
            throw e instanceof DataException said
                    ? said
                    : new DataException(label + ": cannot be decoded: " + e.getMessage(), e);
        }
    }

    private static Pixels decode(ImageReader reader, ImageInputStream in, String label) throws IOException {
        reader.setInput(in, true, true);
        int columns = reader.getWidth(0);
        int rows = reader.getHeight(0);
        if ((long) rows * columns > MOST_PIXELS) {
            throw new DataException(
                    label + ": has " + rows + " × " + columns + " pixels, expected up to " + MOST_PIXELS + " of them");
        }
        return new Pixels(reader.read(0));
    }

    private static String format(ImageReader reader) throws IOException {
        return reader.getFormatName().toLowerCase(Locale.ROOT);
    }
}
