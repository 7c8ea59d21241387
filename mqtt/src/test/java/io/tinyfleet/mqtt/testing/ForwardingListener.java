package io.tinyfleet.mqtt.testing;

import io.tinyfleet.mqtt.Acknowledgement;
import io.tinyfleet.mqtt.LinkListener;
import io.tinyfleet.mqtt.Publication;

/** Passes everything on, for tests that change one thing. */
public abstract class ForwardingListener implements LinkListener {
    private final LinkListener next;

    protected ForwardingListener(LinkListener next) {
        this.next = next;
    }

    @Override
    public void connected() {
        next.connected();
    }

    @Override
    public void disconnected(String reason) {
        next.disconnected(reason);
    }

    @Override
    public void received(String topic, byte[] payload, Acknowledgement acknowledgement) {
        next.received(topic, payload, acknowledgement);
    }

    @Override
    public void refused(Publication publication, int reasonCode) {
        next.refused(publication, reasonCode);
    }
}
