package io.tinyfleet.agent.data.machines;

import io.tinyfleet.agent.data.SplitMix;
import java.util.List;

/**
 * What a machine of {@link MachineParks} is. Kinds differ in speed, bearing and gear, and in the order of the hum that
 * their blades, lobes or teeth make whatever their condition. Labels count in this order: keep it.
 */
enum Kind {
    PUMP(24, 5, 11),
    FAN(25, 7, 13),
    BLOWER(29, 9, 12),
    COMPRESSOR(33, 4, 11),
    MIXER(24, 13, 17),
    CRUSHER(27, 3, 15),
    CONVEYOR(31, 11, 16),
    LATHE(41, 6, 14),
    MILL(45, 8, 11),
    SPINDLE(46, 12, 13);

    private static final double HUM_G = 0.8;

    private final double shaftHz;
    private final int humOrder;
    private final int teeth;

    Kind(double shaftHz, int humOrder, int teeth) {
        this.shaftHz = shaftHz;
        this.humOrder = humOrder;
        this.teeth = teeth;
    }

    /** One machine of this kind: none is quite like another. */
    Machine machine(SplitMix random) {
        return new Machine(
                shaftHz * random.between(0.98, 1.02),
                random.between(0.5, 1),
                List.of(random.between(0.7, 1.4), random.between(0.7, 1.4), random.between(0.7, 1.4)),
                List.of(random.between(0, 0.1), random.between(0, 0.1), random.uniform()),
                random.between(500, 850),
                random.between(0.03, 0.07),
                random.between(0.12, 0.2),
                teeth % 2 == 0 ? Bearing.SKF_6203 : Bearing.SKF_6205,
                teeth);
    }

    /** What sets this kind apart in every condition. */
    void addHum(Vibration vibration, SplitMix random) {
        double phase = random.uniform();
        double amplitude = HUM_G * random.between(0.8, 1.2);
        for (Axis axis : Axis.values()) {
            vibration.addOrder(axis, humOrder, amplitude, phase);
        }
    }
}
