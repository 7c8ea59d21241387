package io.tinyfleet.agent.program;

import io.tinyfleet.agent.AgentObserver;
import io.tinyfleet.operations.http.Health;
import io.tinyfleet.protocol.message.PlanInForce;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Whether the agent can take part: connected to the broker, and with a plan it has a model for. */
final class AgentHealth implements AgentObserver {
    private volatile boolean connected;
    private volatile boolean hasPlan;

    @Override
    public void connected() {
        connected = true;
    }

    @Override
    public void disconnected() {
        connected = false;
    }

    @Override
    public void takesPart(PlanInForce plan) {
        hasPlan = true;
    }

    /** As told over HTTP. */
    Health health() {
        Map<String, Health.Check> checks = new LinkedHashMap<>();
        checks.put("broker", () -> problemUnless(connected, "not connected"));
        checks.put("plan", () -> problemUnless(hasPlan, "none yet that fits this device's data"));
        return new Health(checks);
    }

    private static Optional<String> problemUnless(boolean sound, String problem) {
        return sound ? Optional.empty() : Optional.of(problem);
    }
}
