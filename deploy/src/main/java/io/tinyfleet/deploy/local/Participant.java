package io.tinyfleet.deploy.local;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.DataSource;
import io.tinyfleet.agent.data.DeviceData;
import io.tinyfleet.agent.djl.Architecture;
import io.tinyfleet.agent.djl.DjlLearner;
import io.tinyfleet.agent.djl.TrainingSettings;
import io.tinyfleet.agent.training.LearnerFactory;
import io.tinyfleet.protocol.DeviceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One device of a fleet.
 *
 * @param architecture what its model is called
 * @param models makes its model, with the same initial weights each time
 */
public record Participant(DeviceId device, DeviceData data, String architecture, LearnerFactory models) {
    /** Seeds of neighbouring runs have no device's seed in common. */
    private static final long SEED_STRIDE = 1_000;

    /** The first devices of a data set, with the architectures that take its samples dealt round-robin. */
    public static List<Participant> first(int devices, DataSource source, long seed, SharedCores cores)
            throws DataException {
        Map<DeviceId, DeviceData> data = new LinkedHashMap<>();
        for (DeviceId device : source.devices().subList(0, devices)) {
            data.put(device, source.load(device));
        }
        return deal(data, Architecture.taking(source.shape()), TrainingSettings.DEFAULT, seed, cores);
    }

    /**
     * A fleet with the architectures dealt round-robin.
     *
     * @param data in the order of the fleet
     * @param seed of each device's weights and order of samples
     */
    public static List<Participant> deal(
            Map<DeviceId, DeviceData> data,
            List<Architecture> architectures,
            TrainingSettings training,
            long seed,
            SharedCores cores) {
        List<Participant> participants = new ArrayList<>();
        data.forEach((device, own) -> {
            Architecture architecture = architectures.get(participants.size() % architectures.size());
            long ownSeed = seed * SEED_STRIDE + participants.size();
            LearnerFactory models = DjlLearner.factory(architecture, own.train().shape(), training, ownSeed);
            participants.add(new Participant(device, own, architecture.label(), cores.shared(models)));
        });
        return participants;
    }
}
