package io.tinyfleet.deploy.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.FleetId;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Collectors;

/** The configuration files that a fleet begins with, ready to run; templates are beside this class. */
record StartingConfigs(FleetId fleet) {
    private static final int PORT = 8883;

    String broker() {
        return template("broker.yaml");
    }

    /** @param classes of the plan, at least two */
    String aggregator(List<String> classes) {
        String items = classes.stream().map(name -> "    - " + quoted(name)).collect(Collectors.joining("\n"));
        return template("aggregator.yaml").replace("{classes}", items);
    }

    /**
     * A device's file.
     *
     * @param host what the device calls the server
     * @param machine number of the generated machine whose vibrations it has for a trial, from 1
     */
    String agent(DeviceId device, String host, int machine) {
        return template("agent.yaml")
                .replace("{device}", quoted(device.value()))
                .replace("{host}", quoted(host))
                .replace("{machine}", Integer.toString(machine));
    }

    /** A YAML scalar that is text whatever it looks like, such as {@code 007} or {@code no}. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private String template(String name) {
        try (InputStream in = StartingConfigs.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("this is a bug: no template " + name);
            }
            return new String(in.readAllBytes(), UTF_8)
                    .replace("{fleet}", quoted(fleet.value()))
                    .replace("{port}", Integer.toString(PORT));
        } catch (IOException e) {
            throw new IllegalStateException("this is a bug: no template " + name, e);
        }
    }
}
