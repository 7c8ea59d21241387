package io.tinyfleet.mqtt;

/**
 * Counts PUBLISH packets as they stand on the wire, those of repeated publications too. Called on the link's threads;
 * never throws.
 */
public interface Traffic {
    Traffic IGNORED = new Traffic() {
        @Override
        public void published(String topic, int payloadBytes, int packetBytes) {}

        @Override
        public void delivered(String topic, int payloadBytes, int packetBytes) {}
    };

    /**
     * A packet went out.
     *
     * @param payloadBytes of the payload alone
     * @param packetBytes of the whole packet
     */
    void published(String topic, int payloadBytes, int packetBytes);

    /**
     * A packet came in.
     *
     * @param payloadBytes of the payload alone
     * @param packetBytes of the whole packet
     */
    void delivered(String topic, int payloadBytes, int packetBytes);
}
