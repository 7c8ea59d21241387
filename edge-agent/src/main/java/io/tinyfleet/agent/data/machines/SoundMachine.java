package io.tinyfleet.agent.data.machines;

import io.tinyfleet.agent.data.SplitMix;

/** What a machine without a fault does: a little of everything, differently in every window. */
final class SoundMachine {
    private SoundMachine() {}

    static void addTo(Vibration vibration, SplitMix random) {
        Machine machine = vibration.machine();
        for (Axis axis : Axis.values()) {
            vibration.addOrder(axis, 1, random.between(0.05, 0.30), random.uniform());
            vibration.addOrder(axis, 2, random.between(0.02, 0.15), random.uniform());
            vibration.addOrder(axis, machine.teeth(), random.between(0.05, 0.20) * machine.load(), random.uniform());
            vibration.addTone(axis, 2 * DriveFaults.LINE_HZ, random.between(0.02, 0.15), random.uniform());
        }
        vibration.addNoise(machine.noiseG(), random);
    }
}
