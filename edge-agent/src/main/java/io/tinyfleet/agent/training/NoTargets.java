package io.tinyfleet.agent.training;

/** Nothing to pull to: R = 0. */
public record NoTargets(int classes, int dimensions) implements Targets {
    @Override
    public double lambda() {
        return 0;
    }
}
