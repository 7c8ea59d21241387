package io.tinyfleet.aggregator;

import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.DeviceStatus;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.Receipt;
import io.tinyfleet.protocol.message.Report;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import java.util.List;

/**
 * Several observers as one.
 *
 * @param observers told in this order
 */
public record FleetObservers(List<FleetObserver> observers) implements FleetObserver {
    public FleetObservers {
        observers = List.copyOf(observers);
    }

    @Override
    public void connected() {
        observers.forEach(observer -> observer.connected());
    }

    @Override
    public void disconnected(String reason) {
        observers.forEach(observer -> observer.disconnected(reason));
    }

    @Override
    public void statusChanged(DeviceId device, DeviceStatus status) {
        observers.forEach(observer -> observer.statusChanged(device, status));
    }

    @Override
    public void announced(RoundAnnouncement announcement) {
        observers.forEach(observer -> observer.announced(announcement));
    }

    @Override
    public void answered(DeviceId device, Receipt receipt) {
        observers.forEach(observer -> observer.answered(device, receipt));
    }

    @Override
    public void published(RoundNumber round, GlobalPrototypes global) {
        observers.forEach(observer -> observer.published(round, global));
    }

    @Override
    public void reported(DeviceId device, Report report) {
        observers.forEach(observer -> observer.reported(device, report));
    }
}
