package io.tinyfleet.agent.data;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a sample without reading it.
 *
 * @param name unique in its pool, such as the path of its file
 * @param label index of its class
 * @param source who measured it: a machine, a person, a device
 * @param part where its publisher put it
 * @param recording what it was cut from, if it may share values with others of it, as overlapping windows do
 */
public record PooledSample(
        String name,
        int label,
        String source,
        Part part,
        @Nullable String recording) {
    /** A sample that shares no value with another. */
    public PooledSample(String name, int label, String source, Part part) {
        this(name, label, source, part, null);
    }

    /** Of a data set. */
    public enum Part {
        TRAIN,
        TEST,
        /** The publisher did not divide. */
        ANY
    }
}
