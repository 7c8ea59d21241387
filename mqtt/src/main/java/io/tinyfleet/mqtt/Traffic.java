package io.tinyfleet.mqtt;

/** Counts whole PUBLISH packets as they stand on the wire. Called on the link's threads; never throws. */
public interface Traffic {
    Traffic IGNORED = new Traffic() {
        @Override
        public void published(String topic, int packetBytes) {}

        @Override
        public void delivered(String topic, int packetBytes) {}
    };

    void published(String topic, int packetBytes);

    void delivered(String topic, int packetBytes);
}
