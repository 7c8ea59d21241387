package io.tinyfleet.agent.data.machines;

import io.tinyfleet.agent.data.SplitMix;
import java.util.List;

/**
 * What sets one machine and its sensor apart from the others.
 *
 * @param shaftHz usual speed of the shaft, Hz
 * @param load share of the rated load, 0 to 1
 * @param gains what the sensor shows of 1 g along each {@link Axis}
 * @param lagsTurns by how much of a turn the structure delays each {@link Axis}
 * @param resonanceHz of the bearing's housing, Hz
 * @param damping of that resonance, share of the critical one
 * @param noiseG deviation of the noise of sensor and surroundings, g
 * @param bearing beside the sensor
 * @param teeth of the driving gear
 */
record Machine(
        double shaftHz,
        double load,
        List<Double> gains,
        List<Double> lagsTurns,
        double resonanceHz,
        double damping,
        double noiseG,
        Bearing bearing,
        int teeth) {

    Machine {
        gains = List.copyOf(gains);
        lagsTurns = List.copyOf(lagsTurns);
    }

    static Machine random(SplitMix random) {
        return new Machine(
                random.between(24, 46),
                random.between(0.4, 1),
                List.of(random.between(0.6, 1.5), random.between(0.6, 1.5), random.between(0.6, 1.5)),
                List.of(random.between(0, 0.1), random.between(0, 0.1), random.uniform()),
                random.between(500, 850),
                random.between(0.03, 0.07),
                random.between(0.20, 0.32),
                random.uniform() < 0.5 ? Bearing.SKF_6205 : Bearing.SKF_6203,
                11 + random.below(7));
    }
}
