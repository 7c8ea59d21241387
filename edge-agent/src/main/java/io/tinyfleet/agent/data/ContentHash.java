package io.tinyfleet.agent.data;

import io.tinyfleet.protocol.DeviceId;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 of what devices learn from: whoever gets the same hash trains and tests on the same bits.
 *
 * <p>Over the number of classes and their names; channels, rows, columns; then of every device its name and, of the
 * training and of the test part, the number of samples, and label and values of each. Numbers are big-endian, 32 bits;
 * a text is its length in bytes, then UTF-8. Not thread-safe.
 */
public final class ContentHash {
    private final MessageDigest digest;
    private final ByteBuffer sample;

    /** Of no device yet. */
    public ContentHash(DataSource source) {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        SampleShape shape = source.shape();
        sample = ByteBuffer.allocate(Math.multiplyExact(shape.values(), Float.BYTES));
        add(source.classNames().size());
        source.classNames().forEach(this::add);
        add(shape.channels());
        add(shape.rows());
        add(shape.columns());
    }

    /** Of all devices in their order. Reads each one's data, and lets go of it. */
    public static String of(DataSource source) throws DataException {
        ContentHash hash = new ContentHash(source);
        for (DeviceId device : source.devices()) {
            hash.add(device, source.load(device));
        }
        return hash.hex();
    }

    /** Adds a device's data: for one who loads it anyway. The order of devices counts. */
    public void add(DeviceId device, DeviceData data) {
        add(device.value());
        add(data.train());
        add(data.test());
    }

    /** 64 hexadecimal digits. Ends this hash: nothing can be added any more. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private void add(LabelledSamples samples) {
        add(samples.size());
        for (int i = 0; i < samples.size(); i++) {
            add(samples.label(i));
            FloatBuffer values = sample.clear().asFloatBuffer();
            samples.copyTo(i, values);
            digest.update(sample);
        }
    }

    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(bytes.length);
        digest.update(bytes);
    }

    private void add(int number) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(number).flip());
    }
}
