package io.tinyfleet.deploy.aggregator;

import io.tinyfleet.aggregator.FleetObserver;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.DeviceStatus;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.Receipt;
import io.tinyfleet.protocol.message.Report;
import io.tinyfleet.protocol.message.RoundAnnouncement;
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
            out.println("aggregator of fleet " + config.fleet() + " connected to " + config.host() + ":" + config.port()
                    + ", ledger " + config.ledger());
            out.flush();
        }
    }

    @Override
    public void statusChanged(DeviceId device, DeviceStatus status) {}

    @Override
    public void announced(RoundAnnouncement announcement) {}

    @Override
    public void answered(DeviceId device, Receipt receipt) {}

    @Override
    public void published(RoundNumber round, GlobalPrototypes global) {}

    @Override
    public void reported(DeviceId device, Report report) {}
}
