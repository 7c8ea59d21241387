package io.tinyfleet.broker.policy;

import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.FleetId;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom a certificate is for. A certificate says it once, as the only URI among its subject alternative names (RFC 5280,
 * 4.2.1.6):
 *
 * <pre>
 * urn:tinyfleet:{fleet}:device:{device}
 * urn:tinyfleet:{fleet}:aggregator
 * urn:tinyfleet:{fleet}:observer
 * </pre>
 *
 * The subject's common name is for people.
 */
public sealed interface Identity {
    /** The fleet whose authority has signed for it. */
    FleetId fleet();

    /** Whether it may connect under this client id: a session belongs to one identity and no other can take it over. */
    boolean owns(String clientId);

    /** What a certificate says of it. */
    String uri();

    /** A client id of it; for a device the only one. */
    String name();

    /** A board. Its client id is its name. */
    record Device(FleetId fleet, DeviceId device) implements Identity {
        public Device {
            if (isReserved(device)) {
                throw new IllegalArgumentException("'" + device + "' cannot name a device: '" + AGGREGATOR
                        + "' and what begins with '" + OBSERVER + "' are client ids of others");
            }
        }

        /** Whether another role has this name for a client id. */
        public static boolean isReserved(DeviceId device) {
            return device.value().equals(AGGREGATOR) || device.value().startsWith(OBSERVER);
        }

        @Override
        public boolean owns(String clientId) {
            return clientId.equals(device.value());
        }

        @Override
        public String uri() {
            return PREFIX + fleet + ":device:" + device;
        }

        @Override
        public String name() {
            return device.value();
        }
    }

    /** The one that runs the rounds. */
    record Aggregator(FleetId fleet) implements Identity {
        @Override
        public boolean owns(String clientId) {
            return clientId.equals(AGGREGATOR);
        }

        @Override
        public String uri() {
            return PREFIX + fleet + ":" + AGGREGATOR;
        }

        @Override
        public String name() {
            return AGGREGATOR;
        }
    }

    /** Somebody who watches and says nothing, several at once: their client ids begin with {@code observer}. */
    record Observer(FleetId fleet) implements Identity {
        @Override
        public boolean owns(String clientId) {
            return OBSERVER_IDS.matcher(clientId).matches();
        }

        @Override
        public String uri() {
            return PREFIX + fleet + ":" + OBSERVER;
        }

        @Override
        public String name() {
            return OBSERVER;
        }
    }

    /** Of a uniformResourceIdentifier, as the JDK numbers the kinds of alternative names. */
    Integer URI_NAME = 6;

    String PREFIX = "urn:tinyfleet:";
    String AGGREGATOR = "aggregator";
    String OBSERVER = "observer";
    Pattern OBSERVER_IDS = Pattern.compile("observer(-[A-Za-z0-9-]{0,64})?");
    Pattern FORM = Pattern.compile(
            "urn:tinyfleet:([a-z0-9][a-z0-9-]{0,31}):(aggregator|observer|device:([a-z0-9][a-z0-9-]{0,31}))");

    /** Whom a certificate is for, or nothing if it does not say so once and in exactly this form. */
    static Optional<Identity> of(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            if (names == null || names.size() != 1) {
                return Optional.empty();
            }
            List<?> only = names.iterator().next();
            return only.get(0).equals(URI_NAME) ? parse(String.valueOf(only.get(1))) : Optional.empty();
        } catch (CertificateParsingException e) {
            return Optional.empty();
        }
    }

    /** The identity that a certificate's URI names, or nothing if it names none in exactly this form. */
    static Optional<Identity> parse(String uri) {
        Matcher parts = FORM.matcher(uri);
        if (!parts.matches()) {
            return Optional.empty();
        }
        FleetId fleet = new FleetId(parts.group(1));
        return switch (parts.group(2)) {
            case AGGREGATOR -> Optional.of(new Aggregator(fleet));
            case OBSERVER -> Optional.of(new Observer(fleet));
            default ->
                Optional.of(new DeviceId(parts.group(3)))
                        .filter(device -> !Device.isReserved(device))
                        .map(device -> new Device(fleet, device));
        };
    }
}
