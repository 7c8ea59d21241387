package io.tinyfleet.mqtt;

/** Hears of a link's life, on the link's own threads: implementations enqueue and return, and never throw. */
public interface LinkListener {
    /** Connected and subscribed. */
    void connected();

    /** The connection is gone; the link tries again by itself. */
    void disconnected(String reason);

    /**
     * One message arrived. An empty payload says that a retained message was cleared.
     *
     * @param acknowledgement to be given as soon as the message cannot be lost any more
     */
    void received(String topic, byte[] payload, Acknowledgement acknowledgement);

    /** The broker answered a publication with a reason code of 0x80 or more: it was not delivered. */
    void refused(Publication publication, int reasonCode);
}
