package io.tinyfleet.agent.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Every value of a network that training changes, weights and running statistics, as one row in the order of its
 * layers. They are set in place, so that their gradients stay theirs.
 */
final class Weights {
    private final NDManager manager;
    private final List<NDArray> arrays;
    private final int size;

    /** @param network initialised */
    Weights(Block network, NDManager manager) {
        this.manager = manager;
        arrays = network.getParameters().values().stream()
                .map(Parameter::getArray)
                .toList();
        size = Math.toIntExact(arrays.stream().mapToLong(NDArray::size).sum());
    }

    float[] copy() {
        FloatBuffer row = FloatBuffer.allocate(size);
        arrays.forEach(array -> row.put(array.toFloatArray()));
        return row.array();
    }

    void set(float[] row) {
        if (row.length != size) {
            throw new IllegalArgumentException(
                    "a model of " + size + " values cannot become one of " + row.length + " values");
        }
        GradMode.OFF.during(() -> {
            int from = 0;
            for (NDArray array : arrays) {
                int to = from + Math.toIntExact(array.size());
                try (NDArray values = manager.create(Arrays.copyOfRange(row, from, to), array.getShape())) {
                    array.set(new NDIndex("..."), values);
                }
                from = to;
            }
        });
    }
}
