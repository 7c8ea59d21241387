package io.tinyfleet.agent.coap;

import io.tinyfleet.agent.senml.SenmlFormat;
import io.tinyfleet.agent.sensor.Refusal;
import io.tinyfleet.agent.sensor.RefusedException;
import io.tinyfleet.agent.sensor.SenmlRecord;
import io.tinyfleet.agent.sensor.SensorId;
import java.security.Principal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /samples/{sensor}}: takes a pack. The answer comes with the acknowledgement if it is ready soon, else as
 * a separate response (RFC 7252 §5.2.2).
 */
final class SamplesResource extends SensorResource {
    /** Well below the two seconds after which a client sends again. */
    private static final long ACKNOWLEDGE_AFTER_MS = 500;

    private final SensorId sensor;
    private final SensorDesk desk;

    SamplesResource(SensorId sensor, SensorDesk desk) {
        super(sensor.value());
        this.sensor = sensor;
        this.desk = desk;
    }

    @Override
    public void handlePOST(CoapExchange exchange) {
        try {
            requireOwn(exchange);
            SenmlFormat format = SenmlFormat.of(exchange.getRequestOptions().getContentFormat())
                    .orElseThrow(() -> new RefusedException(
                            Refusal.CONTENT_FORMAT, "a pack is SenML in JSON (Content-Format 110) or CBOR (112)"));
            SenmlFormat answerFormat = accepted(exchange, format);
            CompletableFuture<List<SenmlRecord>> answer = desk.post(sensor, format, exchange.getRequestPayload());
            new Pending(exchange, answerFormat).await(answer);
        } catch (RefusedException e) {
            refuse(exchange, e);
        }
    }

    /** On plain CoAP there is nobody to tell apart: it listens on loopback only. */
    private void requireOwn(CoapExchange exchange) throws RefusedException {
        Principal peer = exchange.advanced().getRequest().getSourceContext().getPeerIdentity();
        if (peer != null && !peer.getName().equals(sensor.value())) {
            throw new RefusedException(
                    Refusal.FORBIDDEN, "identity " + peer.getName() + " posts to /samples/" + peer.getName() + " only");
        }
    }

    /** One request that is not answered yet. Touches its exchange on the exchange's own executor only. */
    private static final class Pending {
        private final CoapExchange exchange;
        private final SenmlFormat format;
        private boolean answered;

        Pending(CoapExchange exchange, SenmlFormat format) {
            this.exchange = exchange;
            this.format = format;
        }

        void await(CompletableFuture<List<SenmlRecord>> answer) {
            CompletableFuture.delayedExecutor(ACKNOWLEDGE_AFTER_MS, TimeUnit.MILLISECONDS)
                    .execute(() -> exchange.advanced().execute(this::acknowledge));
            var unused = answer.whenComplete(
                    (records, failure) -> exchange.advanced().execute(() -> answer(records, failure)));
        }

        private void acknowledge() {
            if (!answered) {
                exchange.accept();
            }
        }

        private void answer(@Nullable List<SenmlRecord> records, @Nullable Throwable failure) {
            answered = true;
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (records != null) {
                respond(exchange, CoAP.ResponseCode.CHANGED, format, records);
            } else if (cause instanceof RefusedException refused) {
                refuse(exchange, refused);
            } else {
                exchange.respond(CoAP.ResponseCode.INTERNAL_SERVER_ERROR, "the device failed; its log says why");
            }
        }
    }
}
