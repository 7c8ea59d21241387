package io.tinyfleet.deploy.experiment.outcome;

import org.jspecify.annotations.Nullable;

/** A line of results whose numbers are set by hand where a test looks at them. */
record Row(
        String run,
        String method,
        long seed,
        int round,
        double local,
        @Nullable Double global,
        double head,
        long up,
        long down,
        double norm) {
    static Row of(String run, String method, long seed, int round) {
        return new Row(run, method, seed, round, 0.5, null, 0.25, 0, 0, 1);
    }

    Row scores(double newLocal, @Nullable Double newGlobal, double newHead) {
        return new Row(run, method, seed, round, newLocal, newGlobal, newHead, up, down, norm);
    }

    Row bytes(long newUp, long newDown) {
        return new Row(run, method, seed, round, local, global, head, newUp, newDown, norm);
    }

    Row norm(double newNorm) {
        return new Row(run, method, seed, round, local, global, head, up, down, newNorm);
    }

    RoundResult result() {
        boolean pulled = !method.equals("alone");
        return new RoundResult(
                run,
                method,
                seed,
                round,
                4,
                3,
                new Scores(local, global, head, null),
                new Scores(local / 2, global == null ? null : global / 2, head / 2, null),
                pulled ? new Scores(0.0625, null, 0.125, null) : null,
                up,
                down,
                0.7,
                pulled ? 0.05 : 0,
                pulled ? 0.9 : null,
                pulled ? 0.002 : null,
                norm,
                1.5);
    }
}
