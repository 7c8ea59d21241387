package io.tinyfleet.agent.data.machines;

import io.tinyfleet.agent.data.DataSource;
import io.tinyfleet.agent.data.DeviceData;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.MeasuredPool;
import io.tinyfleet.agent.data.Pool;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.data.SplitMix;
import io.tinyfleet.agent.data.Standardisation;
import io.tinyfleet.protocol.DeviceId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The vibrations of {@link Machines} with 100 classes: which of ten kinds of machine ({@link Kind}) it is, and what ails
 * it. A device listens to a park of four machines of different kinds and knows seven conditions of each, so it holds 28
 * classes; a fleet of five or more holds all 100. There are 12 windows of each for training and 4 for testing.
 *
 * <p>Everything is derived from seed and device: {@code park-03} is the same in any fleet.
 */
public final class MachineParks implements DataSource {
    private static final SampleShape SHAPE = new SampleShape(Axis.values().length, Machines.WINDOW);
    private static final List<Fault> FAULTS = List.of(Fault.values());
    private static final List<Kind> KINDS = List.of(Kind.values());

    private static final int TRAIN_WINDOWS = 12;
    private static final int TEST_WINDOWS = 4;
    private static final double WEAKEST = 0.7;
    private static final double STRONGEST = 1.3;

    /** Paths below the seed. */
    private static final long PARK = 10;

    private static final long MACHINE = 11;
    private static final long TRAIN = 12;
    private static final long TEST = 13;
    private static final long ORDER = 0;
    private static final long FIRST_WINDOW = 1;

    private final long seed;
    private final NumberedDevices devices;

    /**
     * @param devices their number, 1 to 1,000
     * @param seed another seed gives other machines
     */
    public MachineParks(int devices, long seed) {
        this.seed = seed;
        this.devices = new NumberedDevices("park", devices);
    }

    /** {@code PUMP HEALTHY}, {@code PUMP IMBALANCE} … */
    @Override
    public List<String> classNames() {
        return KINDS.stream()
                .flatMap(kind -> Stream.of(Fault.values()).map(fault -> kind + " " + fault))
                .toList();
    }

    @Override
    public SampleShape shape() {
        return SHAPE;
    }

    @Override
    public List<DeviceId> devices() {
        return devices.ids();
    }

    @Override
    public DeviceData load(DeviceId device) {
        int index = devices.indexOf(device);
        return Standardisation.byTraining(train(index), test(index));
    }

    /** All windows as measured, those of a park one after the other, for another partition than by park. */
    public Pool pool() {
        return new MeasuredPool(classNames(), devices.measured(this::train, this::test), false);
    }

    private LabelledSamples train(int device) {
        return windows(TRAIN_WINDOWS, TRAIN, device);
    }

    private LabelledSamples test(int device) {
        return windows(TEST_WINDOWS, TEST, device);
    }

    private LabelledSamples windows(int each, long part, int device) {
        List<Integer> labels = new ArrayList<>();
        for (int label : ParkMix.of(seed, PARK, device)) {
            for (int i = 0; i < each; i++) {
                labels.add(label);
            }
        }
        SplitMix.of(seed, part, device, ORDER).shuffle(labels);
        float[] values = new float[labels.size() * SHAPE.values()];
        for (int window = 0; window < labels.size(); window++) {
            SplitMix random = SplitMix.of(seed, part, device, FIRST_WINDOW + window);
            int kind = labels.get(window) / FAULTS.size();
            Machine machine = KINDS.get(kind).machine(SplitMix.of(seed, MACHINE, device, kind));
            Vibration vibration = new Vibration(machine, Run.random(machine, random), Machines.WINDOW);
            SoundMachine.addTo(vibration, random);
            KINDS.get(kind).addHum(vibration, random);
            FAULTS.get(labels.get(window) % FAULTS.size()).addTo(vibration, random.between(WEAKEST, STRONGEST), random);
            vibration.copyTo(values, window * SHAPE.values());
        }
        return new LabelledSamples(
                SHAPE, values, labels.stream().mapToInt(Integer::intValue).toArray());
    }
}
