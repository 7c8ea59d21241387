package io.tinyfleet.agent.coap;

import io.tinyfleet.agent.senml.SenmlEncoder;
import io.tinyfleet.agent.senml.SenmlFormat;
import io.tinyfleet.agent.sensor.Refusal;
import io.tinyfleet.agent.sensor.RefusedException;
import io.tinyfleet.agent.sensor.SenmlRecord;
import java.util.List;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.server.resources.CoapExchange;

/** A resource that speaks SenML, in the format that the client accepts, else in the one it is given. */
abstract class SensorResource extends CoapResource {
    SensorResource(String name) {
        super(name);
        getAttributes().addContentType(SenmlFormat.JSON.contentFormat());
        getAttributes().addContentType(SenmlFormat.CBOR.contentFormat());
    }

    static SenmlFormat accepted(CoapExchange exchange, SenmlFormat otherwise) throws RefusedException {
        if (!exchange.getRequestOptions().hasAccept()) {
            return otherwise;
        }
        return SenmlFormat.of(exchange.getRequestOptions().getAccept())
                .orElseThrow(() -> new RefusedException(
                        Refusal.NOT_ACCEPTABLE, "answers are SenML in JSON (Accept 110) or CBOR (112)"));
    }

    static void respond(CoapExchange exchange, CoAP.ResponseCode code, SenmlFormat format, List<SenmlRecord> answer) {
        exchange.respond(code, SenmlEncoder.encode(format, answer), format.contentFormat());
    }

    static void refuse(CoapExchange exchange, RefusedException refused) {
        Refusal refusal = refused.refusal();
        if (refusal == Refusal.BUSY) {
            exchange.setMaxAge(2);
        }
        exchange.respond(CoAP.ResponseCode.valueOf(refusal.codeClass() << 5 | refusal.codeDetail()), refused.detail());
    }
}
