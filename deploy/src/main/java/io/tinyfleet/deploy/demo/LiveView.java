package io.tinyfleet.deploy.demo;

import io.tinyfleet.deploy.local.RoundView;
import io.tinyfleet.deploy.local.RoundWatch;
import io.tinyfleet.deploy.local.TrafficCount;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a person sees while a demo runs: plain lines, and on a terminal below them one line with a bar for what is going
 * on right now. Thread-safe.
 */
final class LiveView implements RoundView {
    private static final int BAR_WIDTH = 24;
    private static final int NAMES_SHOWN = 3;
    private static final String ERASE_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final boolean terminal;
    private final TrafficCount traffic;
    private final int devices;
    private final int rounds;
    private boolean barShown;

    /**
     * A view for one demo.
     *
     * @param terminal whether {@code out} can move its cursor
     */
    LiveView(PrintWriter out, boolean terminal, TrafficCount traffic, int devices, int rounds) {
        this.out = out;
        this.terminal = terminal;
        this.traffic = traffic;
        this.devices = devices;
        this.rounds = rounds;
    }

    synchronized void line(String text) {
        eraseBar();
        out.println(text);
        out.flush();
    }

    @Override
    public synchronized void note(String text) {
        line("  " + text);
    }

    @Override
    public synchronized void online(int count) {
        bar("devices online", count, devices);
    }

    @Override
    public synchronized void open(RoundNumber round, int received, Collection<DeviceId> missing) {
        String waiting = missing.isEmpty() ? "" : ", waiting for " + some(missing);
        bar("round " + round + " of " + rounds + ": updates", received, received + missing.size(), waiting);
    }

    private static String some(Collection<DeviceId> devices) {
        String names = devices.stream().limit(NAMES_SHOWN).map(DeviceId::value).collect(Collectors.joining(", "));
        return devices.size() > NAMES_SHOWN ? names + ", …" : names;
    }

    @Override
    public synchronized void reported(RoundNumber round, RoundWatch.Course course) {
        FleetAccuracy accuracy = FleetAccuracy.meanOverDevices(course.judged());
        TrafficCount.Bytes bytes = traffic.prototypes(round);
        Double global = accuracy.globalPrototype();
        line(String.format(
                Locale.ROOT,
                "round %2s/%d  %d of %d devices  accuracy: local %5.1f %%, global %5.1f %%, head %5.1f %%, combined %5.1f %%"
                        + "  %,d B up, %,d B down a device  %.1f s",
                round,
                rounds,
                course.participants(),
                devices,
                100 * accuracy.localPrototype(),
                100 * (global == null ? 0 : global),
                100 * accuracy.head(),
                100 * accuracy.combined(),
                bytes.up() / devices,
                bytes.down() / devices,
                course.length().toMillis() / 1e3));
    }

    /** Shows how far something is; without a terminal only lines that are worth keeping are shown. */
    synchronized void bar(String what, int done, int all) {
        bar(what, done, all, "");
    }

    private void bar(String what, int done, int all, String detail) {
        if (!terminal) {
            return;
        }
        int filled = all == 0 ? 0 : BAR_WIDTH * done / all;
        out.print(ERASE_LINE + "[" + "#".repeat(filled) + ".".repeat(BAR_WIDTH - filled) + "] " + what + " " + done
                + "/" + all + detail);
        out.flush();
        barShown = true;
    }

    /** Nothing is going on any more. */
    synchronized void eraseBar() {
        if (barShown) {
            out.print(ERASE_LINE);
            out.flush();
            barShown = false;
        }
    }
}
