package io.tinyfleet.mqtt;

/**
 * Tells the broker that a message need not come again (MQTT 5, 3.4). To be given in the order in which messages came
 * (4.6), from any thread; once the connection is gone it does nothing, and the broker sends the message again. A broker
 * that waits for {@link LinkSettings#receiveMaximum} of them sends no more.
 */
@FunctionalInterface
public interface Acknowledgement {
    /** For what needs none. */
    Acknowledgement NONE = () -> {};

    void give();
}
