package io.tinyfleet.agent.prototype;

import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.codec.UpdateCodec;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.Skipping;
import io.tinyfleet.protocol.message.SparsePrototypes;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a device sends of its scaled prototypes u_ij under one plan, and what that leaves to remember.
 *
 * <p><b>Error feedback.</b> Where the encoding rounds, v = round(u + e) is sent and e ← u + e − v is added the next time, so
 * that over the rounds the sum of what was sent differs from the sum of what was meant by one rounding error only. A class
 * that the device no longer holds begins without an error when it comes back, and so does one that was beyond the plan's
 * norm limit: such an update is refused, and how far it was beyond is no rounding error.
 *
 * <p><b>Skipping.</b> A class that has hardly moved since it was accepted is left out, see {@link Skipping}. Without word
 * that an update was accepted it may stand or not, a refusal included (a repeat is late for a round in which the first was
 * accepted): its classes are sent again.
 *
 * <p>A device that restarts has forgotten both: it loses one rounding error and sends every class once. Not thread-safe.
 */
public final class Uploads {
    private final Plan plan;
    private final Map<Integer, double[]> errors = new HashMap<>();
    private final Map<Integer, Sent> accepted = new HashMap<>();
    private @Nullable Sent awaiting;

    /** What was sent in a round. */
    private record Sent(RoundNumber round, SparsePrototypes prototypes) {}

    public Uploads(Plan plan) {
        this.plan = plan;
    }

    /**
     * What to send in a round.
     *
     * @param exact u_ij of all classes that the device holds
     * @return v_ij of those that are sent, such that the encoding does not change them
     */
    public SparsePrototypes of(RoundNumber round, SparsePrototypes exact) {
        if (awaiting != null) {
            indices(awaiting.prototypes().classes()).forEach(accepted::remove);
        }
        errors.keySet().removeIf(cls -> !exact.classes().contains(cls));
        SparsePrototypes wanted = select(exact, moved(round, exact));
        SparsePrototypes meant = withErrors(wanted);
        SparsePrototypes sent = UpdateCodec.rounded(meant, plan);
        rememberErrors(wanted, meant, sent);
        awaiting = new Sent(round, sent);
        return sent;
    }

    /** The aggregator accepted the update of a round. */
    public void accepted(RoundNumber round) {
        Sent sent = awaiting;
        if (sent != null && sent.round().equals(round)) {
            indices(sent.prototypes().classes()).forEach(cls -> accepted.put(cls, sent));
            awaiting = null;
        }
    }

    private static IntStream indices(ClassSet classes) {
        return IntStream.range(0, classes.size()).map(classes::at);
    }

    /** Positions of the classes that are not skipped. */
    private int[] moved(RoundNumber round, SparsePrototypes exact) {
        return IntStream.range(0, exact.classes().size())
                .filter(position -> !isSkipped(round, exact, position))
                .toArray();
    }

    private boolean isSkipped(RoundNumber round, SparsePrototypes exact, int position) {
        int cls = exact.classes().at(position);
        Skipping skipping = plan.skipping();
        Sent last = accepted.get(cls);
        if (skipping == null || last == null || round.value() - last.round().value() > skipping.longestRounds()) {
            return false;
        }
        int lastPosition = last.prototypes().classes().positionOf(cls);
        double squares = 0;
        for (int index = 0; index < exact.kept(); index++) {
            double step =
                    exact.value(position, index) - (double) last.prototypes().value(lastPosition, index);
            squares += step * step;
        }
        return Math.sqrt(squares) <= skipping.threshold() * last.prototypes().norm(lastPosition);
    }

    private static SparsePrototypes select(SparsePrototypes all, int[] positions) {
        float[] values = new float[positions.length * all.kept()];
        int[] classes = new int[positions.length];
        for (int i = 0; i < positions.length; i++) {
            classes[i] = all.classes().at(positions[i]);
            for (int index = 0; index < all.kept(); index++) {
                values[i * all.kept() + index] = all.value(positions[i], index);
            }
        }
        return new SparsePrototypes(ClassSet.of(classes), all.kept(), values);
    }

    private SparsePrototypes withErrors(SparsePrototypes exact) {
        float[] values = exact.toArray();
        for (int i = 0; i < values.length; i++) {
            double[] error = errors.get(exact.classes().at(i / exact.kept()));
            values[i] += error == null ? 0 : (float) error[i % exact.kept()];
        }
        return new SparsePrototypes(exact.classes(), exact.kept(), values);
    }

    private void rememberErrors(SparsePrototypes exact, SparsePrototypes meant, SparsePrototypes sent) {
        for (int position = 0; position < exact.classes().size(); position++) {
            int cls = exact.classes().at(position);
            if (meant.norm(position) > plan.normLimit()) {
                errors.remove(cls);
                continue;
            }
            double[] error = errors.computeIfAbsent(cls, begins -> new double[exact.kept()]);
            for (int index = 0; index < error.length; index++) {
                error[index] += exact.value(position, index) - (double) sent.value(position, index);
            }
        }
    }
}
