package io.tinyfleet.agent.data.machines;

import io.tinyfleet.agent.data.SplitMix;
import java.util.List;
import java.util.stream.Stream;

/** What ails a machine. Labels count in this order: keep it. */
enum Fault {
    HEALTHY,
    IMBALANCE,
    MISALIGNMENT,
    LOOSENESS,
    RUB,
    INNER_RACE,
    OUTER_RACE,
    BALL,
    GEAR_TOOTH,
    ELECTRICAL;

    /**
     * Adds what this fault adds to the vibration of a sound machine.
     *
     * @param severity 1 for a fault that a technician would notice without instruments; early faults are weaker
     */
    void addTo(Vibration vibration, double severity, SplitMix random) {
        switch (this) {
            case HEALTHY -> {}
            case IMBALANCE -> RotorFaults.imbalance(vibration, severity, random);
            case MISALIGNMENT -> RotorFaults.misalignment(vibration, severity, random);
            case LOOSENESS -> RotorFaults.looseness(vibration, severity, random);
            case RUB -> RotorFaults.rub(vibration, severity, random);
            case INNER_RACE -> BearingFaults.innerRace(vibration, severity, random);
            case OUTER_RACE -> BearingFaults.outerRace(vibration, severity, random);
            case BALL -> BearingFaults.ball(vibration, severity, random);
            case GEAR_TOOTH -> DriveFaults.gearTooth(vibration, severity, random);
            case ELECTRICAL -> DriveFaults.electrical(vibration, severity, random);
        }
    }

    @SuppressWarnings("EnumOrdinal") // The order is the contract.
    int label() {
        return ordinal();
    }

    static List<String> names() {
        return Stream.of(values()).map(Fault::name).toList();
    }
}
