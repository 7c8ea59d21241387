package io.tinyfleet.agent.coap;

import io.tinyfleet.agent.senml.SenmlFormat;
import io.tinyfleet.agent.sensor.RefusedException;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.server.resources.CoapExchange;

/** {@code GET /status}: what was taken and refused since the start, all sensors together. */
final class StatusResource extends SensorResource {
    private final SensorDesk desk;

    StatusResource(SensorDesk desk) {
        super("status");
        this.desk = desk;
    }

    @Override
    public void handleGET(CoapExchange exchange) {
        try {
            respond(exchange, CoAP.ResponseCode.CONTENT, accepted(exchange, SenmlFormat.JSON), desk.status());
        } catch (RefusedException e) {
            refuse(exchange, e);
        }
    }
}
