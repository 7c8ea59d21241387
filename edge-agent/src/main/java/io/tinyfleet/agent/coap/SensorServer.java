package io.tinyfleet.agent.coap;

import io.tinyfleet.agent.sensor.Predictor;
import io.tinyfleet.agent.sensor.SensorId;
import io.tinyfleet.agent.sensor.SensorIntake;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.CoapServer;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.config.CoapConfig;
import org.eclipse.californium.core.network.CoapEndpoint;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.core.server.resources.Resource;
import org.eclipse.californium.elements.config.Configuration;
import org.eclipse.californium.elements.config.SystemConfig;
import org.eclipse.californium.elements.config.UdpConfig;
import org.eclipse.californium.scandium.DTLSConnector;
import org.eclipse.californium.scandium.config.DtlsConfig;
import org.eclipse.californium.scandium.config.DtlsConnectorConfig;
import org.eclipse.californium.scandium.dtls.pskstore.AdvancedMultiPskStore;

/**
 * Hears sensors: {@code POST /samples/{sensor}}, {@code GET /prediction/{sensor}}, {@code GET /status} and
 * {@code /.well-known/core}. Has threads of its own.
 */
public final class SensorServer implements AutoCloseable {
    /** A block, or an answer; with headers and DTLS it fits into one IPv6 packet of 1,280 bytes. */
    private static final int BLOCK_BYTES = 1_024;

    /** A board hears tens of sensors; each peer may have a body half assembled. */
    private static final int MOST_PEERS = 500;

    private static final int MOST_OBSERVERS = 500;
    private static final int CONNECTION_ID_BYTES = 6;
    private static final int MESSAGES_REMEMBERED_PER_PEER = 64;
    private static final int BLOCK_WISE_LIFETIME_S = 60;

    private final CoapServer server;
    private final SensorDesk desk;
    private final Map<String, CoapEndpoint> endpoints = new HashMap<>();

    private SensorServer(CoapSettings settings, SensorIntake intake, Predictor predictor, InstantSource clock) {
        Configuration limits = limits(settings);
        server = new Silent(limits);
        Map<SensorId, PredictionResource> predictions = new HashMap<>();
        desk = new SensorDesk(intake, predictor, clock, settings.patience(), sensor -> {
            PredictionResource prediction = predictions.get(sensor);
            if (prediction != null) {
                prediction.changed();
            }
        });
        Folder samples = new Folder("samples");
        Folder prediction = new Folder("prediction");
        for (SensorId sensor : new TreeSet<>(settings.sensors().keySet())) {
            samples.add(new SamplesResource(sensor, desk));
            PredictionResource resource = new PredictionResource(sensor, desk);
            predictions.put(sensor, resource);
            prediction.add(resource);
        }
        server.add(samples, prediction, new StatusResource(desk));
        settings.plain()
                .ifPresent(address -> listen(
                        "coap",
                        CoapEndpoint.builder()
                                .setConfiguration(limits)
                                .setInetSocketAddress(address)
                                .build()));
        settings.secure()
                .ifPresent(address -> listen(
                        "coaps",
                        CoapEndpoint.builder()
                                .setConfiguration(limits)
                                .setConnector(new DTLSConnector(dtls(settings, limits, address)))
                                .build()));
    }

    /** Listens from now on. */
    public static SensorServer start(
            CoapSettings settings, SensorIntake intake, Predictor predictor, InstantSource clock) throws IOException {
        SensorServer started = new SensorServer(settings, intake, predictor, clock);
        try {
            started.server.start();
        } catch (IllegalStateException e) {
            started.close();
            throw new IOException("sensors cannot be heard: " + e.getMessage(), e);
        }
        // Californium goes on with those of its endpoints that it could start.
        for (Map.Entry<String, CoapEndpoint> endpoint : started.endpoints.entrySet()) {
            if (!endpoint.getValue().isStarted()) {
                started.close();
                throw new IOException(endpoint.getKey() + ":// cannot listen on the port it was given; is it in use?");
            }
        }
        return started;
    }

    private void listen(String scheme, CoapEndpoint endpoint) {
        server.addEndpoint(endpoint);
        endpoints.put(scheme, endpoint);
    }

    private static DtlsConnectorConfig dtls(CoapSettings settings, Configuration limits, InetSocketAddress address) {
        AdvancedMultiPskStore keys = new AdvancedMultiPskStore();
        settings.sensors().forEach((sensor, key) -> keys.setKey(sensor.value(), key.bytes()));
        return DtlsConnectorConfig.builder(limits)
                .setAddress(address)
                .setAdvancedPskStore(keys)
                .build();
    }

    /** In memory only: Californium would write a file of all its settings. */
    private static Configuration limits(CoapSettings settings) {
        return new Configuration(
                        CoapConfig.DEFINITIONS, DtlsConfig.DEFINITIONS, UdpConfig.DEFINITIONS, SystemConfig.DEFINITIONS)
                .set(CoapConfig.MAX_RESOURCE_BODY_SIZE, settings.maxBodyBytes())
                .set(CoapConfig.PREFERRED_BLOCK_SIZE, BLOCK_BYTES)
                .set(CoapConfig.MAX_MESSAGE_SIZE, BLOCK_BYTES)
                .set(CoapConfig.BLOCKWISE_STATUS_LIFETIME, BLOCK_WISE_LIFETIME_S, TimeUnit.SECONDS)
                .set(CoapConfig.MAX_ACTIVE_PEERS, MOST_PEERS)
                .set(CoapConfig.MAX_SERVER_OBSERVES, MOST_OBSERVERS)
                .set(CoapConfig.DEDUPLICATOR, CoapConfig.DEDUPLICATOR_PEERS_MARK_AND_SWEEP)
                .set(CoapConfig.PEERS_MARK_AND_SWEEP_MESSAGES, MESSAGES_REMEMBERED_PER_PEER)
                .set(CoapConfig.PROTOCOL_STAGE_THREAD_COUNT, 1)
                .set(DtlsConfig.DTLS_ROLE, DtlsConfig.DtlsRole.SERVER_ONLY)
                .set(DtlsConfig.DTLS_CONNECTION_ID_LENGTH, CONNECTION_ID_BYTES)
                .set(DtlsConfig.DTLS_MAX_CONNECTIONS, MOST_PEERS)
                .set(DtlsConfig.DTLS_RECEIVER_THREAD_COUNT, 1)
                .set(DtlsConfig.DTLS_CONNECTOR_THREAD_COUNT, 1)
                .set(UdpConfig.UDP_RECEIVER_THREAD_COUNT, 1)
                .set(UdpConfig.UDP_SENDER_THREAD_COUNT, 1);
    }

    /** The port on which {@code coap} or {@code coaps} listens. */
    public int port(String scheme) {
        CoapEndpoint endpoint = endpoints.get(scheme);
        if (endpoint == null) {
            throw new IllegalArgumentException(scheme + ":// does not listen, only " + endpoints.keySet());
        }
        return endpoint.getAddress().getPort();
    }

    @Override
    public void close() {
        server.destroy();
        desk.close();
    }

    /** Has no page about itself at the root. */
    private static final class Silent extends CoapServer {
        Silent(Configuration limits) {
            super(limits);
        }

        @Override
        protected Resource createRoot() {
            return new CoapResource("") {
                @Override
                public void handleGET(CoapExchange exchange) {
                    exchange.respond(CoAP.ResponseCode.NOT_FOUND, "see /.well-known/core");
                }
            };
        }
    }

    /** Says which sensors there are when asked for another. */
    private static final class Folder extends CoapResource {
        private final CoapResource unknown = new CoapResource("unknown", false) {
            @Override
            public void handleRequest(Exchange exchange) {
                new CoapExchange(exchange)
                        .respond(CoAP.ResponseCode.NOT_FOUND, "no such sensor here; see /.well-known/core");
            }
        };

        Folder(String name) {
            super(name);
            setVisible(false);
        }

        @Override
        public Resource getChild(String name) {
            Resource child = super.getChild(name);
            return child == null ? unknown : child;
        }
    }
}
