package io.tinyfleet.agent.djl;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.SampleShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/**
 * Carries samples into the engine through one piece of memory that serves every batch. The engine reads it in place: the
 * arrays of one {@link #load} are gone before the next.
 */
final class BatchBuffer {
    private final SampleShape shape;
    private final ByteBuffer values;
    private final ByteBuffer labels;

    BatchBuffer(SampleShape shape, int largestBatch) {
        this.shape = shape;
        values = direct(Math.multiplyExact(largestBatch, shape.values()), Float.BYTES);
        labels = direct(largestBatch, Long.BYTES);
    }

    /**
     * One batch as the engine sees it.
     *
     * @param samples {@code [n, channels, length]} or {@code [n, channels, rows, columns]}, float
     * @param labels {@code [n]}, long
     */
    record Batch(PtNDArray samples, PtNDArray labels) {}

    /** Copies the samples at {@code indices} into arrays that belong to {@code step}. */
    Batch load(LabelledSamples from, int[] indices, NDManager step) {
        FloatBuffer floats = values.clear().asFloatBuffer();
        LongBuffer longs = labels.clear().asLongBuffer();
        for (int index : indices) {
            from.copyTo(index, floats);
            longs.put(from.label(index));
        }
        int n = indices.length;
        return new Batch(
                (PtNDArray) step.create(
                        values.limit(n * shape.values() * Float.BYTES), shapeOf(n, shape), DataType.FLOAT32),
                (PtNDArray) step.create(labels.limit(n * Long.BYTES), new Shape(n), DataType.INT64));
    }

    /** Of n samples together: an image keeps its rows and columns apart. */
    static Shape shapeOf(int n, SampleShape sample) {
        return sample.isImage()
                ? new Shape(n, sample.channels(), sample.rows(), sample.columns())
                : new Shape(n, sample.channels(), sample.length());
    }

    private static ByteBuffer direct(int count, int bytes) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(count, bytes)).order(ByteOrder.nativeOrder());
    }
}
