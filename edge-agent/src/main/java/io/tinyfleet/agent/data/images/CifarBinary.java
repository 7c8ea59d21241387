package io.tinyfleet.agent.data.images;

import static io.tinyfleet.agent.data.Quote.quoted;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.DeviceData;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.Pool;
import io.tinyfleet.agent.data.PooledSample;
import io.tinyfleet.agent.data.PooledSample.Part;
import io.tinyfleet.agent.data.SampleShape;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * CIFAR-10's binary version: {@code data_batch_1.bin} … {@code data_batch_5.bin} for training and {@code test_batch.bin}.
 * A record is a label, one byte, and 3,072 bytes of a 32 × 32 image: red, green, blue, each row by row. Class names come
 * from {@code batches.meta.txt} if it is there.
 *
 * <p>A. Krizhevsky, <i>Learning Multiple Layers of Features from Tiny Images</i>, 2009. Standardised as
 * {@link ImagePool}'s. A sample is named by file and record, {@code data_batch_1.bin:0} the first; values are read when
 * they are wanted.
 */
public final class CifarBinary implements Pool {
    private static final SampleShape SHAPE = new SampleShape(3, 32, 32);
    private static final int RECORD = 1 + SHAPE.values();
    private static final int MOST_RECORDS = 10_000;
    private static final List<String> CLASSES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");
    private static final List<String> TRAIN =
            List.of("data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin");
    private static final String TEST = "test_batch.bin";

    private final Path directory;
    private final List<String> classNames;
    private final List<PooledSample> samples;

    private CifarBinary(Path directory, List<String> classNames, List<PooledSample> samples) {
        this.directory = directory;
        this.classNames = classNames;
        this.samples = List.copyOf(samples);
    }

    /**
     * Reads all labels.
     *
     * @param directory {@code cifar-10-batches-bin} as published
     * @throws DataException naming file and record of what is wrong
     */
    public static CifarBinary open(Path directory) throws DataException {
        List<PooledSample> samples = new ArrayList<>();
        for (String file : TRAIN) {
            readLabels(directory.resolve(file), file, Part.TRAIN, samples);
        }
        readLabels(directory.resolve(TEST), TEST, Part.TEST, samples);
        return new CifarBinary(directory, classNames(directory.resolve("batches.meta.txt")), samples);
    }

    private static void readLabels(Path path, String file, Part part, List<PooledSample> samples) throws DataException {
        if (!Files.isRegularFile(path)) {
            throw new DataException(path + ": no such file, expected CIFAR-10's binary version: "
                    + String.join(", ", TRAIN) + " and " + TEST);
        }
        byte[] record = new byte[RECORD];
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            int count = 0;
            for (int read = in.readNBytes(record, 0, RECORD); read > 0; read = in.readNBytes(record, 0, RECORD)) {
                if (read < RECORD) {
                    throw malformed(path, count, "ends after " + read + " of " + RECORD + " bytes");
                }
                if (count == MOST_RECORDS) {
                    throw malformed(path, count, "is one too many, expected up to " + MOST_RECORDS);
                }
                int label = record[0] & 0xff;
                if (label >= CLASSES.size()) {
                    throw malformed(path, count, "has label " + label + ", expected 0 to 9");
                }
                samples.add(new PooledSample(file + ":" + count, label, "cifar-10", part));
                count++;
            }
            if (count == 0) {
                throw new DataException(path + ": is empty, expected records of " + RECORD + " bytes");
            }
        } catch (IOException e) {
            throw ImageFiles.unreadable(path.toString(), e);
        }
    }

    private static DataException malformed(Path path, int record, String problem) {
        return new DataException(path + ", record " + record + ": " + problem);
    }

    private static List<String> classNames(Path meta) throws DataException {
        if (!Files.isRegularFile(meta)) {
            return CLASSES;
        }
        try (InputStream in = Files.newInputStream(meta)) {
            String text = new String(in.readNBytes(1_000), StandardCharsets.ISO_8859_1);
            List<String> names = text.lines()
                    .filter(line -> !line.isBlank())
                    .map(String::strip)
                    .toList();
            if (names.size() != CLASSES.size() || names.stream().distinct().count() != names.size()) {
                throw new DataException(
                        meta + ": says " + quoted(String.join(", ", names)) + ", expected ten different class names");
            }
            return names;
        } catch (IOException e) {
            throw ImageFiles.unreadable(meta.toString(), e);
        }
    }

    @Override
    public List<String> classNames() {
        return classNames;
    }

    @Override
    public SampleShape shape() {
        return SHAPE;
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
        float[] values = new float[Math.multiplyExact(chosen.size(), SHAPE.values())];
        int[] labels = new int[chosen.size()];
        try (CifarRecords records = new CifarRecords(directory, RECORD)) {
            for (int i = 0; i < labels.length; i++) {
                PooledSample sample = samples.get(chosen.get(i));
                int colon = sample.name().indexOf(':');
                byte[] record = records.read(
                        sample.name().substring(0, colon),
                        Integer.parseInt(sample.name().substring(colon + 1)));
                labels[i] = record[0];
                for (int v = 0; v < SHAPE.values(); v++) {
                    values[i * SHAPE.values() + v] = record[1 + v] & 0xff;
                }
            }
        }
        return new LabelledSamples(SHAPE, values, labels);
    }

    @Override
    public DeviceData standardised(LabelledSamples train, LabelledSamples test) {
        return PixelScale.standardised(train, test);
    }
}
