package io.tinyfleet.deploy.demo;

import io.tinyfleet.broker.BrokerIdentity;
import io.tinyfleet.broker.policy.Identity;
import io.tinyfleet.deploy.fleet.FleetFolder;
import io.tinyfleet.mqtt.LinkSettings;
import io.tinyfleet.mqtt.Tls;
import io.tinyfleet.operations.settings.UserMistake;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.FleetId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** An authority and a certificate for everybody in a demo, made for one run and gone with its directory. */
final class DemoIdentities {
    private static final String HOST = "127.0.0.1";

    private final FleetFolder folder;

    private DemoIdentities(FleetFolder folder) {
        this.folder = folder;
    }

    static DemoIdentities make(Path directory, FleetId fleet, List<String> classes, List<Participant> participants)
            throws IOException {
        try {
            FleetFolder folder = FleetFolder.init(directory, fleet, List.of(), classes, Clock.systemUTC());
            for (Participant participant : participants) {
                folder.add(participant.device());
            }
            return new DemoIdentities(folder);
        } catch (UserMistake e) {
            throw new IllegalStateException("this is a bug: a new directory was not new", e);
        }
    }

    BrokerIdentity broker() {
        return folder.brokerIdentity();
    }

    /** How the client of this name connects to the demo's broker. */
    LinkSettings link(int port, String clientId) {
        Path home = clientId.equals(Identity.AGGREGATOR) ? folder.aggregator() : folder.device(new DeviceId(clientId));
        try {
            return LinkSettings.of(HOST, port, clientId).withTls(Tls.load(home));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a person types to watch; mosquitto_sub is in every distribution. */
    String watchCommand(int port) {
        Path home = folder.observer();
        return "mosquitto_sub -p " + port + " --cafile " + home.resolve("ca.pem") + " --cert "
                + home.resolve("cert.pem") + " --key " + home.resolve("key.pem") + " -I observer- -t 'tinyfleet/v1/"
                + folder.fleet() + "/#' -F '%t  %l bytes'";
    }
}
