package io.tinyfleet.agent.program;

import io.tinyfleet.agent.AgentObserver;
import java.io.PrintWriter;

/** Says once, on standard output, that the agent does its work. */
final class ReadyLine implements AgentObserver {
    private final PrintWriter out;
    private final AgentConfig config;
    private boolean said;

    ReadyLine(PrintWriter out, AgentConfig config) {
        this.out = out;
        this.config = config;
    }

    @Override
    public void connected() {
        if (!said) {
            said = true;
            out.println("agent " + config.device() + " of fleet " + config.fleet() + " connected to "
                    + config.broker().host() + ":" + config.broker().port() + ", state " + config.state());
            out.flush();
        }
    }
}
