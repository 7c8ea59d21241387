package io.tinyfleet.agent.data.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.DeviceData;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.PooledSample;
import io.tinyfleet.agent.data.PooledSample.Part;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.data.SampleValues;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarBinaryTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void twoRecordsAFile() throws IOException {
        for (int batch = 1; batch <= 5; batch++) {
            write("data_batch_" + batch + ".bin", record(batch, 10 * batch), record(9, 255));
        }
        write("test_batch.bin", record(0, 128));
    }

    @Test
    void recordsAreReadFromAnywhere() throws DataException {
        CifarBinary cifar = CifarBinary.open(folder);

        assertThat(cifar.shape()).isEqualTo(new SampleShape(3, 32, 32));
        assertThat(cifar.classNames()).hasSize(10).startsWith("airplane", "automobile");
        assertThat(cifar.samples())
                .hasSize(11)
                .first()
                .isEqualTo(new PooledSample("data_batch_1.bin:0", 1, "cifar-10", Part.TRAIN));
        assertThat(cifar.samples().get(10)).isEqualTo(new PooledSample("test_batch.bin:0", 0, "cifar-10", Part.TEST));

        LabelledSamples samples = cifar.read(List.of(10, 2, 1));
        assertThat(SampleValues.labels(samples)).containsExactly(0, 2, 9);
        // Red is the grey value given, green one more, blue two more, modulo 256.
        assertThat(planes(SampleValues.of(samples, 0))).containsExactly(128, 129, 130);
        assertThat(planes(SampleValues.of(samples, 1))).containsExactly(20, 21, 22);
        assertThat(planes(SampleValues.of(samples, 2))).containsExactly(255, 0, 1);
    }

    @Test
    void valuesGoFromMinusOneToOne() throws DataException {
        CifarBinary cifar = CifarBinary.open(folder);

        DeviceData data = cifar.standardised(cifar.read(List.of(1)), cifar.read(List.of(0)));

        assertThat(planes(SampleValues.of(data.train()))).containsExactly(1, -1, (1 / 255f - 0.5f) / 0.5f);
    }

    @Test
    void classesAreCalledAsTheFileSays() throws IOException {
        Files.writeString(folder.resolve("batches.meta.txt"), "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n\n");
        assertThat(CifarBinary.open(folder).classNames()).startsWith("a", "b").hasSize(10);

        Files.writeString(folder.resolve("batches.meta.txt"), "a\nb\n");
        refused("batches.meta.txt: says 'a, b', expected ten different class names");
    }

    @Test
    void whatIsWrongIsSaidWithFileAndRecord() throws IOException {
        write("data_batch_3.bin", record(0, 0), record(10, 0));
        refused("data_batch_3.bin, record 1: has label 10, expected 0 to 9");

        write("data_batch_3.bin", record(0, 0), new byte[3_072]);
        refused("data_batch_3.bin, record 1: ends after 3072 of 3073 bytes");

        write("data_batch_3.bin");
        refused("data_batch_3.bin: is empty, expected records of 3073 bytes");

        Files.write(folder.resolve("data_batch_3.bin"), new byte[10_001 * 3_073]);
        refused("data_batch_3.bin, record 10000: is one too many, expected up to 10000");

        Files.delete(folder.resolve("data_batch_3.bin"));
        refused(
                "data_batch_3.bin: no such file, expected CIFAR-10's binary version: data_batch_1.bin, data_batch_2.bin,"
                        + " data_batch_3.bin, data_batch_4.bin, data_batch_5.bin and test_batch.bin");
    }

    @Test
    void aFileThatShrankAfterwardsIsTold() throws IOException {
        CifarBinary cifar = CifarBinary.open(folder);
        write("data_batch_1.bin", record(1, 10));

        assertThatThrownBy(() -> cifar.read(List.of(1)))
                .isInstanceOf(DataException.class)
                .hasMessage(folder.resolve("data_batch_1.bin") + ", record 1: has gone since the file was opened");
    }

    private void refused(String message) {
        assertThatThrownBy(() -> CifarBinary.open(folder))
                .isInstanceOf(DataException.class)
                .hasMessage(folder + "/" + message);
    }

    private void write(String name, byte[]... records) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] record : records) {
            bytes.write(record);
        }
        Files.write(folder.resolve(name), bytes.toByteArray());
    }

    private static byte[] record(int label, int red) {
        byte[] record = new byte[3_073];
        record[0] = (byte) label;
        Arrays.fill(record, 1, 1_025, (byte) red);
        Arrays.fill(record, 1_025, 2_049, (byte) (red + 1));
        Arrays.fill(record, 2_049, 3_073, (byte) (red + 2));
        return record;
    }

    /** The one value of each plane. */
    private static float[] planes(float[] values) {
        float[] planes = new float[3];
        for (int plane = 0; plane < 3; plane++) {
            planes[plane] = values[plane * 1_024];
            assertThat(Arrays.copyOfRange(values, plane * 1_024, (plane + 1) * 1_024))
                    .containsOnly(planes[plane]);
        }
        return planes;
    }
}
