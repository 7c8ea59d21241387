package io.tinyfleet.mqtt.paho;

import io.tinyfleet.mqtt.LinkListener;
import io.tinyfleet.mqtt.Publication;
import io.tinyfleet.mqtt.paho.PahoCallbacks.End;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sends again, on a new connection, what the last one left unacknowledged.
 *
 * <p>A broker may answer a PUBLISH by ending the connection, without a word about which. Sending everything again would
 * then go on for ever; so the next connection sends singly, and whatever is alone when the broker hangs up again is to
 * blame. It is reported as refused and not sent again.
 *
 * <p>Owned by the link's thread.
 */
final class Resending {
    /** DISCONNECT reasons that a PUBLISH of ours can bring about (MQTT 5, table 3-13). */
    private static final Set<Integer> PUBLISH_AT_FAULT = Set.of(0x81, 0x82, 0x87, 0x90, 0x95, 0x99, 0x9A, 0x9B);

    private final InFlight inFlight;
    private final Duration patience;
    private boolean suspicious;

    Resending(InFlight inFlight, Duration patience) {
        this.inFlight = inFlight;
        this.patience = patience;
    }

    /** Sends what is left over, then lets new publications in. */
    void run(PahoConnection connection, List<Long> unacknowledged) throws LinkFailure, InterruptedException {
        inFlight.limitTo(suspicious ? 1 : connection.window());
        for (long id : unacknowledged) {
            Publication publication = inFlight.readmit(id, patience.toNanos());
            if (publication != null) {
                connection.send(id, publication);
            } else if (inFlight.publication(id) != null) {
                throw new LinkFailure("lost, or not answering, while sending again what it had not acknowledged");
            }
        }
        // While suspicious one place is all there is: once it is free, the last one was acknowledged.
        if (suspicious && !inFlight.awaitPlace(patience.toNanos())) {
            throw new LinkFailure("lost, or not answering, while sending publications singly");
        }
        suspicious = false;
        inFlight.limitTo(connection.window());
        inFlight.open();
    }

    /** Looks at how a connection ended, for the one publication that ended it. */
    void findCulprit(@Nullable End end, LinkListener listener) {
        if (end == null || !PUBLISH_AT_FAULT.contains(end.reasonCode())) {
            return;
        }
        long id = inFlight.onlyOutstanding();
        Publication culprit = inFlight.publication(id);
        if (culprit == null) {
            suspicious = true;
            return;
        }
        inFlight.release(id);
        PahoCallbacks.guarded(() -> listener.refused(culprit, end.reasonCode()));
    }
}
