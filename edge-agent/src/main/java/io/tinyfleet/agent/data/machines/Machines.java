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
import java.util.List;

/**
 * Vibrations of machines, sound and with nine kinds of faults, as a sensor on each would measure them: made up from a
 * seed by models of the physics, so that a trial needs no download and a test always sees the same bits.
 *
 * <p>A sample is a window of 256 instants at 2,000 Hz, 0.128 s or three to six turns of the shaft, along three axes.
 * Machines differ in speed, load, bearing, gear, resonance, noise and in what the sensor shows ({@link Machine}), and
 * in which faults they know and how often each occurs ({@link ClassMix}). In every window the speed drifts and the
 * fault is more or less severe; weak ones drown in noise, so no learner gets all of them right.
 *
 * <p>Every window has random numbers of its own, derived from seed, device and window. So {@code machine-03} is the
 * same in a fleet of 4 and in one of 16. Samples are standardised per device by {@link Standardisation}.
 */
public final class Machines implements DataSource {
    static final int WINDOW = 256;

    private static final SampleShape SHAPE = new SampleShape(Axis.values().length, WINDOW);
    private static final List<Fault> FAULTS = List.of(Fault.values());

    private static final double WEAKEST = 0.4;
    private static final double STRONGEST = 1.3;

    /** Paths below the seed, apart from those of {@link ClassMix}. */
    private static final long MACHINE = 3;

    private static final long TRAIN = 4;
    private static final long TEST = 5;
    private static final long ORDER = 0;
    private static final long FIRST_WINDOW = 1;

    private final long seed;
    private final NumberedDevices devices;

    /**
     * @param devices their number, 1 to 1,000
     * @param seed another seed gives other machines
     */
    public Machines(int devices, long seed) {
        this.seed = seed;
        this.devices = new NumberedDevices("machine", devices);
    }

    @Override
    public List<String> classNames() {
        return Fault.names();
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

    /** All windows as measured, those of a machine one after the other, for another partition than by machine. */
    public Pool pool() {
        return new MeasuredPool(classNames(), devices.measured(this::train, this::test), false);
    }

    private LabelledSamples train(int device) {
        return windows(ClassMix.of(seed, device).trainLabels(), TRAIN, device);
    }

    private LabelledSamples test(int device) {
        return windows(ClassMix.of(seed, device).testLabels(), TEST, device);
    }

    private LabelledSamples windows(int[] labels, long part, int device) {
        Machine machine = Machine.random(SplitMix.of(seed, MACHINE, device));
        SplitMix.of(seed, part, device, ORDER).shuffle(labels);
        float[] values = new float[labels.length * SHAPE.values()];
        for (int window = 0; window < labels.length; window++) {
            SplitMix random = SplitMix.of(seed, part, device, FIRST_WINDOW + window);
            Vibration vibration = new Vibration(machine, Run.random(machine, random), WINDOW);
            SoundMachine.addTo(vibration, random);
            double severity = random.between(WEAKEST, STRONGEST);
            FAULTS.get(labels[window]).addTo(vibration, severity, random);
            vibration.copyTo(values, window * SHAPE.values());
        }
        return new LabelledSamples(SHAPE, values, labels);
    }
}
