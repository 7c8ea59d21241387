package io.tinyfleet.deploy.demo;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.DataSource;
import io.tinyfleet.agent.data.DeviceData;
import io.tinyfleet.agent.djl.Architecture;
import io.tinyfleet.agent.djl.DjlLearner;
import io.tinyfleet.agent.djl.TrainingSettings;
import io.tinyfleet.agent.training.LearnerFactory;
import io.tinyfleet.protocol.DeviceId;
import java.util.ArrayList;
import java.util.List;

/**
 * One device of the demo.
 *
 * @param architecture what its model is called
 * @param models makes its model, with the same initial weights each time
 */
record Participant(DeviceId device, DeviceData data, String architecture, LearnerFactory models) {
    /** Seeds of neighbouring runs have no device's seed in common. */
    private static final long SEED_STRIDE = 1_000;

    /** The first devices of a data set, with the architectures that take its samples dealt round-robin. */
    static List<Participant> first(int devices, DataSource source, long seed, SharedCores cores) throws DataException {
        List<Architecture> architectures = Architecture.taking(source.shape());
        List<Participant> participants = new ArrayList<>();
        for (DeviceId device : source.devices().subList(0, devices)) {
            Architecture architecture = architectures.get(participants.size() % architectures.size());
            long ownSeed = seed * SEED_STRIDE + participants.size();
            LearnerFactory models = DjlLearner.factory(architecture, source.shape(), TrainingSettings.DEFAULT, ownSeed);
            participants.add(new Participant(device, source.load(device), architecture.label(), cores.shared(models)));
        }
        return participants;
    }
}
