package io.tinyfleet.deploy.local;

import io.tinyfleet.aggregator.FleetObserver;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.DeviceStatus;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.Receipt;
import io.tinyfleet.protocol.message.Report;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import io.tinyfleet.protocol.message.RoundPhase;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Collects what becomes of each round and tells the view. Thread-safe; the aggregator's thread writes. */
public final class RoundWatch implements FleetObserver {
    private final RoundNumber lastRound;
    private final RoundView view;
    private final SortedMap<RoundNumber, Course> courses = new TreeMap<>();
    private final CompletableFuture<@Nullable Void> complete = new CompletableFuture<>();
    private final SortedSet<DeviceId> online = new TreeSet<>();
    private boolean over;

    /** What is known of one round so far. */
    public static final class Course {
        private final SortedMap<DeviceId, Report> reports = new TreeMap<>();
        private final Set<DeviceId> participants = new HashSet<>();
        private final long openedNs = System.nanoTime();
        private Duration length = Duration.ZERO;
        private @Nullable GlobalPrototypes global;

        /** Devices whose update was accepted. */
        public int participants() {
            return participants.size();
        }

        /** From opening to publication. */
        public Duration length() {
            return length;
        }

        /** {@code null} unless the round was published. */
        public @Nullable GlobalPrototypes global() {
            return global;
        }

        /** What everybody said of itself who has reported, by device. */
        public SortedMap<DeviceId, Report> reports() {
            return Collections.unmodifiableSortedMap(reports);
        }

        public List<Judged> judged() {
            return reports.values().stream()
                    .map(report -> new Judged(report.accuracy(), report.testSamples()))
                    .toList();
        }

        private boolean isReported() {
            return reports.keySet().containsAll(participants);
        }
    }

    public RoundWatch(RoundNumber lastRound, RoundView view) {
        this.lastRound = lastRound;
        this.view = view;
    }

    /** Completes when the last round is over and everybody who took part in it has reported. */
    public CompletableFuture<@Nullable Void> complete() {
        return complete;
    }

    /** All rounds so far. */
    public synchronized SortedMap<RoundNumber, Course> courses() {
        return new TreeMap<>(courses);
    }

    @Override
    public synchronized void statusChanged(DeviceId device, DeviceStatus status) {
        boolean changed = status instanceof DeviceStatus.Online ? online.add(device) : online.remove(device);
        if (changed && courses.isEmpty()) {
            view.online(online.size());
        }
    }

    @Override
    public synchronized void announced(RoundAnnouncement announcement) {
        if (!announcement.note().isEmpty()) {
            view.note(announcement.note());
        }
        if (announcement.phase() == RoundPhase.OPEN) {
            courses.computeIfAbsent(announcement.round(), round -> new Course());
            view.open(announcement.round(), 0, online);
        } else if (announcement.round().equals(lastRound)) {
            over = true;
            completeIfReported();
        }
    }

    @Override
    public synchronized void answered(DeviceId device, Receipt receipt) {
        Course course = courses.get(receipt.round());
        if (!receipt.isAccepted()) {
            view.note("update of " + device + " for round " + receipt.round() + " rejected: " + receipt.detail());
        } else if (course != null && course.participants.add(device)) {
            SortedSet<DeviceId> missing = new TreeSet<>(online);
            missing.removeAll(course.participants);
            view.open(receipt.round(), course.participants.size(), missing);
        }
    }

    @Override
    public synchronized void published(RoundNumber round, GlobalPrototypes global) {
        Course course = courses.get(round);
        if (course != null) {
            course.global = global;
            course.length = Duration.ofNanos(System.nanoTime() - course.openedNs);
        }
    }

    @Override
    public synchronized void reported(DeviceId device, Report report) {
        Course course = courses.get(report.round());
        if (course == null || course.reports.put(device, report) != null) {
            return;
        }
        if (course.global != null && course.isReported()) {
            view.reported(report.round(), course);
        }
        completeIfReported();
    }

    private void completeIfReported() {
        if (over && courses.getOrDefault(lastRound, new Course()).isReported()) {
            complete.complete(null);
        }
    }
}
