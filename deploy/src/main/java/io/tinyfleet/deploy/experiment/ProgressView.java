package io.tinyfleet.deploy.experiment;

import io.tinyfleet.deploy.experiment.Experiment.Unit;
import io.tinyfleet.deploy.experiment.outcome.Scores;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a person sees while an experiment runs: a line for every run and seed, on a terminal live ones for those that are
 * at work, otherwise one now and then. Thread-safe.
 */
final class ProgressView {
    private static final Duration PLAIN_PAUSE = Duration.ofSeconds(30);

    private final PrintWriter out;
    private final boolean terminal;
    private final List<Bar> atWork = new ArrayList<>();
    private int shown;

    /**
     * A view.
     *
     * @param terminal whether {@code out} can move its cursor
     */
    ProgressView(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** One line that stays. */
    synchronized void line(String text) {
        erase();
        out.println(text);
        draw();
    }

    synchronized Bar begin(Unit unit) {
        Bar bar = new Bar(unit);
        atWork.add(bar);
        redraw();
        return bar;
    }

    private void redraw() {
        erase();
        draw();
    }

    private void erase() {
        if (shown > 0) {
            out.print("\u001b[" + shown + "A\u001b[J");
            shown = 0;
        }
    }

    private void draw() {
        if (terminal) {
            atWork.forEach(bar -> out.println(bar.text()));
            shown = atWork.size();
        }
        out.flush();
    }

    /** One run and seed at work. */
    final class Bar {
        private final Unit unit;
        private final long startNs = System.nanoTime();
        private long lastLineNs = startNs;
        private String state = "preparing";

        private Bar(Unit unit) {
            this.unit = unit;
        }

        private String text() {
            return unit + ": " + state;
        }

        /** A round is over. */
        void round(int round, Scores scores) {
            synchronized (ProgressView.this) {
                int rounds = unit.run().rounds();
                long nowNs = System.nanoTime();
                long leftS = (nowNs - startNs) / round * (rounds - round) / 1_000_000_000;
                state = String.format(
                        Locale.ROOT, "round %d/%d, %s, %s left", round, rounds, describe(scores), time(leftS));
                if (terminal) {
                    redraw();
                } else if (nowNs - lastLineNs >= PLAIN_PAUSE.toNanos() && round < rounds) {
                    lastLineNs = nowNs;
                    line(text());
                }
            }
        }

        /** It is over, this is the line that stays. */
        void end(String how) {
            synchronized (ProgressView.this) {
                atWork.remove(this);
                line(unit + ": " + how);
            }
        }

        /** The time since the beginning. */
        String elapsed() {
            return time((System.nanoTime() - startNs) / 1_000_000_000);
        }
    }

    /** Accuracies as people read them. */
    static String describe(Scores scores) {
        Double global = scores.global();
        Double combined = scores.combined();
        return String.format(
                Locale.ROOT,
                "local %.1f %%, %shead %.1f %%%s",
                100 * scores.local(),
                global == null ? "" : String.format(Locale.ROOT, "global %.1f %%, ", 100 * global),
                100 * scores.head(),
                combined == null ? "" : String.format(Locale.ROOT, ", combined %.1f %%", 100 * combined));
    }

    private static String time(long seconds) {
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3_600
                ? String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60)
                : String.format(Locale.ROOT, "%d h %02d min", seconds / 3_600, seconds % 3_600 / 60);
    }
}
