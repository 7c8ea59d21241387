package io.tinyfleet.agent.data.machines;

import static io.tinyfleet.agent.data.machines.Axis.AXIAL;
import static io.tinyfleet.agent.data.machines.Axis.HORIZONTAL;
import static io.tinyfleet.agent.data.machines.Axis.VERTICAL;

import io.tinyfleet.agent.data.SplitMix;

/** Faults of what drives the shaft, and of what it drives. */
final class DriveFaults {
    /** Mains frequency, Hz. */
    static final double LINE_HZ = 50;

    private DriveFaults() {}

    /**
     * One bad tooth of the driving gear: a blow per turn, and a mesh tone that swells whenever that tooth is engaged,
     * which is to say with sidebands one shaft frequency apart.
     */
    static void gearTooth(Vibration vibration, double severity, SplitMix random) {
        double phase = random.uniform();
        double mesh = vibration.machine().teeth();
        double load = 0.5 + 0.5 * vibration.machine().load();
        for (int sideband = -2; sideband <= 2; sideband++) {
            double amplitude = 0.45 * severity * load / (1 + Math.abs(sideband));
            for (Axis axis : Axis.values()) {
                vibration.addOrder(axis, mesh + sideband, amplitude, (1 + sideband) * phase);
            }
        }
        vibration.addBlows(1, 0, turns -> 3 * severity * load, random);
    }

    /**
     * An uneven air gap of the motor: radial at twice the mains frequency, whatever the shaft's speed, beating slowly
     * with the slip of the rotor.
     */
    static void electrical(Vibration vibration, double severity, SplitMix random) {
        double phase = random.uniform();
        double slipHz = random.between(1, 4);
        for (Axis axis : new Axis[] {HORIZONTAL, VERTICAL}) {
            vibration.addTone(axis, 2 * LINE_HZ, 0.6 * severity, phase);
            vibration.addTone(axis, 2 * LINE_HZ - slipHz, 0.25 * severity, random.uniform());
            vibration.addTone(axis, 4 * LINE_HZ, 0.2 * severity, 2 * phase);
        }
        vibration.addTone(AXIAL, 2 * LINE_HZ, 0.1 * severity, phase);
    }
}
