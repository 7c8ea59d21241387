package io.tinyfleet.aggregator.ledger;

import io.tinyfleet.protocol.FleetId;
import io.tinyfleet.protocol.codec.DecodeException;
import io.tinyfleet.protocol.codec.PlanCodec;
import io.tinyfleet.protocol.message.Plan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says in what a ledger's fleet and plan are not the ones asked for. */
final class Differences {
    private final List<String> found = new ArrayList<>();

    private Differences() {}

    static void require(Path file, String fleet, byte[] payload, FleetId wantedFleet, byte[] wantedPayload)
            throws LedgerException, DecodeException {
        Differences differences = new Differences();
        differences.compare("fleet", fleet, wantedFleet.toString());
        if (!Arrays.equals(payload, wantedPayload)) {
            differences.compare(
                    PlanCodec.decode(payload).plan(),
                    PlanCodec.decode(wantedPayload).plan());
        }
        if (!differences.found.isEmpty()) {
            throw new LedgerException("ledger " + file + " belongs to another plan: "
                    + String.join("; ", differences.found)
                    + ". A plan never changes: put the settings back, or name a new ledger file to begin at round 1");
        }
    }

    private void compare(Plan ours, Plan wanted) {
        int before = found.size();
        compare("method", ours.method(), wanted.method());
        compare("classes", ours.classNames(), wanted.classNames());
        compare("d", ours.dimensions(), wanted.dimensions());
        compare("s", ours.kept(), wanted.kept());
        compare("masks", ours.maskScheme(), wanted.maskScheme());
        compare("seed", ours.maskSeed(), wanted.maskSeed());
        compare("lambda", ours.objective().lambda(), wanted.objective().lambda());
        compare("mu", ours.objective().mu(), wanted.objective().mu());
        compare("off-mask", ours.objective().offMask(), wanted.objective().offMask());
        compare("aps", ours.aps(), wanted.aps());
        compare("encoding", ours.encoding(), wanted.encoding());
        compare("deadline", ours.rounds().deadline(), wanted.rounds().deadline());
        compare("quorum", ours.rounds().quorum(), wanted.rounds().quorum());
        compare("norm-limit", ours.normLimit(), wanted.normLimit());
        compare("warm-up", ours.objective().warmUp(), wanted.objective().warmUp());
        compare("guard", text(ours.objective().guard()), text(wanted.objective().guard()));
        compare(
                "contrast",
                text(ours.objective().contrast()),
                text(wanted.objective().contrast()));
        compare("initial-weights", ours.initialWeights(), wanted.initialWeights());
        compare("skip", text(ours.skipping()), text(wanted.skipping()));
        if (found.size() == before) {
            found.add("its masks or its encoding are not the ones that this version makes of the same settings");
        }
    }

    private static String text(@Nullable Object setting) {
        return setting == null ? "none" : setting.toString();
    }

    private void compare(String what, Object ours, Object wanted) {
        if (!ours.equals(wanted)) {
            found.add(what + " is " + ours + " there, " + wanted + " in the configuration");
        }
    }
}
