package io.tinyfleet.agent.coap;

import io.tinyfleet.agent.senml.SenmlFormat;
import io.tinyfleet.agent.sensor.RefusedException;
import io.tinyfleet.agent.sensor.SensorId;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.server.resources.CoapExchange;

/** {@code GET /prediction/{sensor}}: the newest prediction; can be observed (RFC 7641). */
final class PredictionResource extends SensorResource {
    private final SensorId sensor;
    private final SensorDesk desk;

    PredictionResource(SensorId sensor, SensorDesk desk) {
        super(sensor.value());
        this.sensor = sensor;
        this.desk = desk;
        setObservable(true);
        setObserveType(CoAP.Type.CON);
        getAttributes().setObservable();
    }

    @Override
    public void handleGET(CoapExchange exchange) {
        try {
            respond(
                    exchange,
                    CoAP.ResponseCode.CONTENT,
                    accepted(exchange, SenmlFormat.JSON),
                    desk.latest(sensor)
                            .map(prediction -> SensorAnswers.prediction(sensor, prediction))
                            .orElseGet(() -> SensorAnswers.nothingYet(sensor)));
        } catch (RefusedException e) {
            refuse(exchange, e);
        }
    }
}
