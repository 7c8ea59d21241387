package io.tinyfleet.mqtt.memory;

import io.tinyfleet.mqtt.LinkListener;
import io.tinyfleet.mqtt.LinkSettings;
import io.tinyfleet.mqtt.MqttLink;
import io.tinyfleet.mqtt.Publication;
import io.tinyfleet.mqtt.PublishPacket;
import io.tinyfleet.mqtt.Traffic;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client of a {@link MemoryBroker}, whose lock guards it too. */
final class MemoryLink implements MqttLink {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryLink.class);

    private final MemoryBroker broker;
    private final LinkSettings settings;
    private final Traffic traffic;
    private final List<TopicFilter> filters;
    private @Nullable LinkListener listener;
    private boolean closed;

    MemoryLink(MemoryBroker broker, LinkSettings settings, Traffic traffic, List<TopicFilter> filters) {
        this.broker = broker;
        this.settings = settings;
        this.traffic = traffic;
        this.filters = filters;
    }

    LinkSettings settings() {
        return settings;
    }

    List<TopicFilter> filters() {
        return filters;
    }

    @Override
    public void open(LinkListener listener) {
        synchronized (broker) {
            if (this.listener != null || closed) {
                throw new IllegalStateException("this is a bug: a link is opened once, and not after closing");
            }
            this.listener = listener;
            broker.connect(this);
        }
    }

    /** On a callback's thread the lock is held: what is forbidden with sockets is forbidden here. */
    @Override
    public boolean publish(Publication publication) {
        if (Thread.holdsLock(broker)) {
            throw new IllegalStateException("this is a bug: publish was called on a callback thread of the link");
        }
        return broker.publish(this, publication);
    }

    @Override
    public void close() {
        synchronized (broker) {
            closed = true;
            broker.leave(this);
        }
    }

    void countPublished(Publication publication) {
        traffic.published(publication.topic(), publication.payload().length, PublishPacket.bytes(publication));
    }

    /**
     * Hands a message to the listener.
     *
     * @param acknowledge called with the broker's lock held
     */
    void receive(Publication publication, Runnable acknowledge) {
        traffic.delivered(publication.topic(), publication.payload().length, PublishPacket.bytes(publication));
        Runnable locked = () -> {
            synchronized (broker) {
                acknowledge.run();
            }
        };
        try {
            listener().received(publication.topic(), publication.payload(), locked::run);
        } catch (RuntimeException e) {
            LOG.error("this is a bug: a listener threw in a callback of the link", e);
            // A message that a listener chokes on must not come back for ever.
            locked.run();
        }
    }

    void heardOfTheConnection() {
        guarded(() -> listener().connected());
    }

    void heardOfTheEnd() {
        guarded(() -> listener().disconnected("the connection was cut"));
    }

    private LinkListener listener() {
        LinkListener hears = listener;
        if (hears == null) {
            throw new IllegalStateException("this is a bug: a link that is not open has no connection");
        }
        return hears;
    }

    private static void guarded(Runnable callback) {
        try {
            callback.run();
        } catch (RuntimeException e) {
            LOG.error("this is a bug: a listener threw in a callback of the link", e);
        }
    }
}
