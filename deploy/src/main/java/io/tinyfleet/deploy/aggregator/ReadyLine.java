package io.tinyfleet.deploy.aggregator;

import io.tinyfleet.aggregator.FleetObserver;
import java.io.PrintWriter;

/** Says once, on standard output, that the aggregator does its work. */
final class ReadyLine implements FleetObserver {
    private final PrintWriter out;
    private final AggregatorConfig config;
    private boolean said;

    ReadyLine(PrintWriter out, AggregatorConfig config) {
        this.out = out;
        this.config = config;
    }

    @Override
    public void connected() {
        if (!said) {
            said = true;
            out.println("aggregator of fleet " + config.fleet() + " connected to "
                    + config.broker().host() + ":" + config.broker().port() + ", ledger " + config.ledger());
            out.flush();
        }
    }
}
