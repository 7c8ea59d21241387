package io.tinyfleet.broker;

import com.hivemq.extension.sdk.api.client.parameter.ClientTlsInformation;
import com.hivemq.extension.sdk.api.client.parameter.ConnectionInformation;
import io.tinyfleet.broker.policy.Identity;
import io.tinyfleet.protocol.FleetId;
import org.jspecify.annotations.Nullable;

/** Knows clients of one fleet by the certificate of their connection, which TLS has checked already. */
record Visitors(FleetId fleet, RevocationList revocations) {
    Visitor of(ConnectionInformation connection) {
        return new Visitor(identity(connection), revocations);
    }

    private @Nullable Identity identity(ConnectionInformation connection) {
        return connection
                .getClientTlsInformation()
                .flatMap(ClientTlsInformation::getClientCertificate)
                .flatMap(Identity::of)
                .filter(found -> found.fleet().equals(fleet))
                .orElse(null);
    }
}
