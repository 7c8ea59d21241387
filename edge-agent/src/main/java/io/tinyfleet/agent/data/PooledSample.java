package io.tinyfleet.agent.data;

/**
 * What is known of a sample without reading it.
 *
 * @param name unique in its pool, such as the path of its file
 * @param label index of its class
 * @param source who measured it: a machine, a person, a device
 * @param part where its publisher put it
 */
public record PooledSample(String name, int label, String source, Part part) {
    /** Of a data set. */
    public enum Part {
        TRAIN,
        TEST,
        /** The publisher did not divide. */
        ANY
    }
}
