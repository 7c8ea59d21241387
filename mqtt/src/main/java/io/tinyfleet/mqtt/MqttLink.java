package io.tinyfleet.mqtt;

/**
 * A connection to a broker that comes back by itself: MQTT 5, QoS 1, stable client id, a session that survives
 * absence. After every (re)connect it subscribes, whatever the broker remembers, so that retained messages arrive
 * again, and only then reports {@link LinkListener#connected}.
 *
 * <p>Safe to use from any thread.
 */
public interface MqttLink extends AutoCloseable {
    /** Starts connecting and keeps at it until closed. Returns at once. To be called once. */
    void open(LinkListener listener);

    /**
     * Hands one message to the connection at QoS 1, waiting while its in-flight window is full.
     *
     * @return whether it was handed over; false when there is no connection: nothing is queued, the caller decides
     *     what is still worth saying once connected again
     */
    boolean publish(Publication publication);

    /** Says goodbye to the broker (no last will) and stops all threads of this link. Idempotent. */
    @Override
    void close();
}
