package io.tinyfleet.agent.program;

import io.tinyfleet.agent.checkpoint.Provenance;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.session.Terms;
import io.tinyfleet.operations.http.HttpSettings;
import io.tinyfleet.operations.settings.BrokerAddress;
import io.tinyfleet.operations.settings.Settings;
import io.tinyfleet.operations.settings.UserMistake;
import io.tinyfleet.operations.settings.yaml.YamlFile;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.FleetId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an agent runs by. {@code deploy/config/agent.yaml} says what each setting means.
 *
 * @param state resolved, like all paths, against the configuration file's folder
 * @param effective all settings as they are in force, for the log; none of them is secret
 */
record AgentConfig(
        FleetId fleet,
        DeviceId device,
        BrokerAddress broker,
        Path state,
        OwnData data,
        ModelConfig model,
        Optional<SensorConfig> sensors,
        Optional<HttpSettings> http,
        String effective) {

    static AgentConfig load(Path file, Map<String, String> environment) throws UserMistake {
        Path besides = file.toAbsolutePath();
        Settings settings = new Settings(file.toString(), YamlFile.read(file), environment);
        FleetId fleet = settings.value("fleet", null, new FleetId("none"), FleetId::new);
        DeviceId device = settings.value("device", null, new DeviceId("none"), DeviceId::new);
        BrokerAddress broker = BrokerAddress.read(settings, besides);
        Path state = settings.value("state", null, besides, besides::resolveSibling);
        DataChoice choice = settings.choice("data.source", DataChoice.NONE);
        OwnData own = choice.read(settings, device, besides);
        Optional<SensorConfig> sensors = SensorConfig.read(settings, besides, own == null ? null : own.shape());
        if (choice == DataChoice.NONE) {
            own = fromSensors(settings, sensors);
        }
        ModelConfig model = ModelConfig.read(settings, own == null ? null : own.shape());
        Optional<HttpSettings> http = HttpSettings.read(settings);
        settings.requireNone();
        if (own == null) {
            throw new IllegalStateException("no data and no problem: this is a bug");
        }
        return new AgentConfig(fleet, device, broker, state, own, model, sensors, http, settings.effective());
    }

    private static @Nullable OwnData fromSensors(Settings settings, Optional<SensorConfig> sensors) {
        List<String> classes = settings.list("data.classes");
        if (sensors.isEmpty()) {
            if (settings.areSound()) {
                settings.problem("data.source", "is none; expected coap.port, so that sensors are heard, or data");
            }
            return null;
        }
        SampleShape shape = sensors.get().sampling().shape();
        return OwnData.none(classes, shape);
    }

    Terms terms() {
        return new Terms(data.classNames(), model.share());
    }

    /** What a checkpoint of this device says of itself. */
    Provenance provenance() {
        return new Provenance(fleet, device, model.architecture().label(), data.shape());
    }
}
