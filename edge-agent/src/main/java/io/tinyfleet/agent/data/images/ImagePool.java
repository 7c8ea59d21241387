package io.tinyfleet.agent.data.images;

import static io.tinyfleet.agent.data.Quote.quoted;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.DeviceData;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.Pool;
import io.tinyfleet.agent.data.PooledSample;
import io.tinyfleet.agent.data.SampleShape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * JPEG and PNG images in a folder or a zip file: {@code CLASS/NAME.jpg}, or {@code train/CLASS/NAME.jpg} and
 * {@code test/CLASS/NAME.jpg}. Other files, and those whose name begins with a dot, are passed over.
 *
 * <p>All images become RGB of one size, whatever their proportions ({@link Resampling}), and are standardised alike on
 * every device: {@code (x / 255 − 0.5) / 0.5}. Listing them reads none; an image is decoded when it is wanted. A sample is
 * named by its path; all are of one source. Nothing is unpacked to disk.
 */
public final class ImagePool implements Pool {
    static final int MOST_IMAGES = 1_000_000;

    private static final int LARGEST_SIDE = 1_024;
    private static final String SOURCE = "images";

    private final ImageFiles files;
    private final List<String> classNames;
    private final SampleShape shape;
    private final List<PooledSample> samples;

    private ImagePool(ImageFiles files, List<String> classNames, SampleShape shape, List<PooledSample> samples) {
        this.files = files;
        this.classNames = classNames;
        this.shape = shape;
        this.samples = samples;
    }

    /** As they are in CIFAR-10, 32 × 32, with the classes that are there. */
    public static ImagePool open(Path path) throws DataException {
        return open(path, 32, 32, List.of());
    }

    /**
     * Lists the images.
     *
     * @param path of a folder or a zip file
     * @param rows of every sample, 1 to 1,024
     * @param columns of every sample, 1 to 1,024
     * @param classNames in the order of their labels; empty for those that are there, in alphabetical order
     * @throws DataException when there is no image, or one is not where it should be
     */
    public static ImagePool open(Path path, int rows, int columns, List<String> classNames) throws DataException {
        if (rows < 1 || columns < 1 || rows > LARGEST_SIDE || columns > LARGEST_SIDE) {
            throw new IllegalArgumentException(
                    "images must have 1 to " + LARGEST_SIDE + " rows and columns, not " + rows + " × " + columns);
        }
        ImageFiles files = Files.isDirectory(path) ? FolderImages.list(path) : ZipImages.list(path);
        List<ImagePath> paths = new ArrayList<>();
        for (String name : files.names()) {
            paths.add(ImagePath.of(path, name));
        }
        if (paths.isEmpty()) {
            throw new DataException(path + ": no images, expected " + ImagePath.EXPECTED);
        }
        List<String> found =
                paths.stream().map(ImagePath::className).distinct().sorted().toList();
        List<String> classes = classNames.isEmpty() ? found : List.copyOf(classNames);
        for (String name : found) {
            if (!classes.contains(name)) {
                throw new DataException(
                        path + ": there is a class " + quoted(name) + ", expected only " + String.join(", ", classes));
            }
        }
        return new ImagePool(files, classes, new SampleShape(3, rows, columns), samples(paths, classes));
    }

    private static List<PooledSample> samples(List<ImagePath> paths, List<String> classes) {
        return paths.stream()
                .map(path -> new PooledSample(path.name(), classes.indexOf(path.className()), SOURCE, path.part()))
                .toList();
    }

    @Override
    public List<String> classNames() {
        return classNames;
    }

    @Override
    public SampleShape shape() {
        return shape;
    }

    @Override
    public List<PooledSample> samples() {
        return samples;
    }

    @Override
    public boolean keepsParts() {
        return false;
    }

    @Override
    public LabelledSamples read(List<Integer> chosen) throws DataException {
        float[] values = new float[Math.multiplyExact(chosen.size(), shape.values())];
        int[] labels = new int[chosen.size()];
        Resampling resampling = new Resampling(shape.rows(), shape.columns());
        try (ImageFiles.Opened opened = files.open()) {
            for (int i = 0; i < labels.length; i++) {
                PooledSample sample = samples.get(chosen.get(i));
                Pixels pixels = ImageDecoder.decode(opened.read(sample.name()), files.label(sample.name()));
                resampling.copy(pixels, values, i * shape.values());
                labels[i] = sample.label();
            }
        }
        return new LabelledSamples(shape, values, labels);
    }

    @Override
    public DeviceData standardised(LabelledSamples train, LabelledSamples test) {
        return PixelScale.standardised(train, test);
    }
}
