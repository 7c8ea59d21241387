package io.tinyfleet.agent.data.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.PooledSample;
import io.tinyfleet.agent.data.PooledSample.Part;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.data.SampleValues;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagePoolTest {
    @TempDir
    private Path folder;

    @Test
    void aFolderOfFoldersIsRead() throws IOException {
        put("dog/2.png", image("png", 4, 4, 0x102030));
        put("dog/1.JPG", image("jpeg", 32, 32, 0x808080));
        put("cat/z.jpeg", image("jpeg", 8, 8, 0xffffff));
        put("cat/notes.txt", new byte[] {1});
        put("cat/._z.jpeg", new byte[] {1});

        ImagePool pool = ImagePool.open(folder, 2, 4, List.of());

        assertThat(pool.classNames()).containsExactly("cat", "dog");
        assertThat(pool.shape()).isEqualTo(new SampleShape(3, 2, 4));
        assertThat(pool.samples())
                .containsExactly(
                        new PooledSample("cat/z.jpeg", 0, "images", Part.ANY),
                        new PooledSample("dog/1.JPG", 1, "images", Part.ANY),
                        new PooledSample("dog/2.png", 1, "images", Part.ANY));
        assertThat(SampleValues.of(pool.read(List.of(2))))
                .containsExactly(
                        0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x10, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20,
                        0x30, 0x30, 0x30, 0x30, 0x30, 0x30, 0x30, 0x30);
        assertThat(SampleValues.labels(pool.read(List.of(2, 0)))).containsExactly(1, 0);
    }

    @Test
    void aZipIsReadLikeAFolderWithItsParts() throws IOException {
        Path zip = zip("train/a/1.jpg", image("jpeg", 32, 32, 0x404040), "test/b/1.jpg", image("jpeg", 32, 32, 0));

        ImagePool pool = ImagePool.open(zip);

        assertThat(pool.shape()).isEqualTo(new SampleShape(3, 32, 32));
        assertThat(pool.samples())
                .containsExactly(
                        new PooledSample("test/b/1.jpg", 1, "images", Part.TEST),
                        new PooledSample("train/a/1.jpg", 0, "images", Part.TRAIN));
        var data = pool.standardised(pool.read(List.of(1)), pool.read(List.of(0)));
        assertThat(SampleValues.of(data.train())[0]).isCloseTo((64 / 255f - 0.5f) / 0.5f, within(0.01f));
        assertThat(SampleValues.of(data.test())[0]).isCloseTo(-1, within(0.01f));
    }

    @Test
    void givenClassesKeepTheirOrder() throws IOException {
        put("dog/1.png", image("png", 1, 1, 0));

        assertThat(ImagePool.open(folder, 1, 1, List.of("emu", "dog")).samples())
                .extracting(PooledSample::label)
                .containsExactly(1);
        assertThatThrownBy(() -> ImagePool.open(folder, 1, 1, List.of("emu", "cat")))
                .isInstanceOf(DataException.class)
                .hasMessage(folder + ": there is a class 'dog', expected only emu, cat");
    }

    @Test
    void greyIsNotBrightened() throws IOException {
        BufferedImage grey = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setPixels(0, 0, 2, 2, new int[] {10, 100, 50, 200});
        put("a/grey.png", encoded("png", grey));

        assertThat(SampleValues.of(ImagePool.open(folder, 2, 2, List.of()).read(List.of(0))))
                .containsExactly(10, 100, 50, 200, 10, 100, 50, 200, 10, 100, 50, 200);
    }

    @Test
    void imagesOutOfPlaceAreTold() throws IOException {
        String expected =
                "expected CLASS/NAME.jpg, or train/CLASS/NAME.jpg and test/CLASS/NAME.jpg; .jpeg and .png too";
        for (String name : new String[] {"1.jpg", "valid/a/1.jpg", "train/a/b/1.jpg", "../1.jpg", "/a/1.jpg"}) {
            refused(zip(name, new byte[] {1}), ": image '" + name + "' is out of place, " + expected);
        }
        refused(zip("readme.txt", new byte[] {1}), ": no images, " + expected);
        refused(folder.resolve("absent"), ": no such folder or zip file, " + expected);
    }

    @Test
    void aFileThatIsNoZipIsTold() throws IOException {
        Path file = folder.resolve("data.zip");
        Files.write(file, new byte[100]);
        assertThatThrownBy(() -> ImagePool.open(file))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(file + ": no folder, nor a sound zip file: ");
    }

    @Test
    void damagedImagesAreToldByName() throws IOException {
        byte[] sound = image("png", 64, 64, 0x123456);
        unreadable(new byte[] {1, 2, 3}, ": is neither JPEG nor PNG");
        unreadable(new byte[0], ": is neither JPEG nor PNG");
        unreadable(encoded("gif", new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)), ": is neither JPEG nor PNG");
        unreadable(Arrays.copyOf(sound, sound.length / 2), ": cannot be decoded: ");
        unreadable(Arrays.copyOf(image("jpeg", 64, 64, 0x123456), 100), ": cannot be decoded: ");
    }

    @Test
    void aSmallFileThatClaimsToBeAHugeImageIsNotDecoded() throws IOException {
        byte[] huge = image("png", 1, 1, 0);
        // The first chunk is IHDR: length, name, width, height, five bytes more, CRC-32 of all but the length.
        ByteBuffer.wrap(huge).putInt(16, 100_000).putInt(20, 100_000);
        CRC32 checksum = new CRC32();
        checksum.update(huge, 12, 17);
        ByteBuffer.wrap(huge).putInt(29, (int) checksum.getValue());

        unreadable(huge, ": has 100000 × 100000 pixels, expected up to 16000000 of them");
    }

    @Test
    void anEntryThatUnpacksWithoutEndIsCutShort() throws IOException {
        Path zip = folder.resolve("bomb.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("a/bomb.jpg"));
            byte[] zeros = new byte[1 << 20];
            for (int mib = 0; mib < 33; mib++) {
                out.write(zeros);
            }
        }
        ImagePool pool = ImagePool.open(zip);

        assertThatThrownBy(() -> pool.read(List.of(0)))
                .isInstanceOf(DataException.class)
                .hasMessage(zip + ", a/bomb.jpg: larger than 32 MiB, expected an image");
    }

    @Test
    void sizesOutOfRangeAreRefused() {
        assertThatThrownBy(() -> ImagePool.open(folder, 0, 1, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("images must have 1 to 1024 rows and columns, not 0 × 1");
    }

    private void unreadable(byte[] bytes, String message) throws IOException {
        put("a/1.jpg", bytes);
        ImagePool pool = ImagePool.open(folder);
        assertThatThrownBy(() -> pool.read(List.of(0)))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(folder + ", a/1.jpg" + message);
    }

    private static void refused(Path path, String message) {
        assertThatThrownBy(() -> ImagePool.open(path))
                .isInstanceOf(DataException.class)
                .hasMessage(path + message);
    }

    private void put(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private Path zip(Object... namesAndBytes) throws IOException {
        Path zip = folder.resolve("images.zip");
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (int i = 0; i < namesAndBytes.length; i += 2) {
                out.putNextEntry(new ZipEntry((String) namesAndBytes[i]));
                out.write((byte[]) namesAndBytes[i + 1]);
            }
        }
        return zip;
    }

    private static byte[] image(String format, int columns, int rows, int rgb) throws IOException {
        BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < columns * rows; i++) {
            image.setRGB(i % columns, i / columns, rgb);
        }
        return encoded(format, image);
    }

    private static byte[] encoded(String format, BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, bytes)).isTrue();
        return bytes.toByteArray();
    }
}
