package io.tinyfleet.agent.program;

import io.tinyfleet.agent.AgentObserver;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Receipt;
import java.time.Duration;
import java.util.List;

/** Tells several observers, one after the other. */
final class Observers implements AgentObserver {
    private final List<AgentObserver> all;

    Observers(AgentObserver... all) {
        this.all = List.of(all);
    }

    @Override
    public void connected() {
        all.forEach(AgentObserver::connected);
    }

    @Override
    public void disconnected() {
        all.forEach(AgentObserver::disconnected);
    }

    @Override
    public void takesPart(PlanInForce plan) {
        all.forEach(one -> one.takesPart(plan));
    }

    @Override
    public void trained(RoundNumber round, Duration epoch) {
        all.forEach(one -> one.trained(round, epoch));
    }

    @Override
    public void kept(Duration writing) {
        all.forEach(one -> one.kept(writing));
    }

    @Override
    public void answered(Receipt receipt) {
        all.forEach(one -> one.answered(receipt));
    }
}
