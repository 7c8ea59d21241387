package io.tinyfleet.aggregator.round;

import io.tinyfleet.protocol.codec.UpdateCodec;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Eq 10 by itself: updates in device order, in double, class by class, rounded for the wire. */
final class EquationTen {
    private EquationTen() {}

    /** Whether a round gives the average of its updates and of nothing else. */
    static boolean appliesTo(Plan plan) {
        return !plan.method().isTrainedByAggregator() && plan.skipping() == null;
    }

    static SparsePrototypes of(Plan agreed, Collection<Update> updates, int[] holders) {
        List<Integer> classes = new ArrayList<>();
        List<Float> values = new ArrayList<>();
        for (int cls = 0; cls < agreed.classes(); cls++) {
            int wanted = cls;
            List<SparsePrototypes> senders = updates.stream()
                    .map(Update::prototypes)
                    .filter(sent -> sent.classes().contains(wanted))
                    .toList();
            if (senders.isEmpty()) {
                continue;
            }
            int factor = agreed.aps() == Aps.SUM ? Math.max(holders[cls], senders.size()) : 1;
            classes.add(cls);
            for (int index = 0; index < agreed.kept(); index++) {
                double sum = 0;
                for (SparsePrototypes sent : senders) {
                    sum += sent.value(sent.classes().positionOf(cls), index);
                }
                values.add((float) (sum * factor / senders.size()));
            }
        }
        float[] row = new float[values.size()];
        for (int i = 0; i < row.length; i++) {
            row[i] = values.get(i);
        }
        ClassSet sent = ClassSet.of(classes.stream().mapToInt(Integer::intValue).toArray());
        return UpdateCodec.rounded(new SparsePrototypes(sent, agreed.kept(), row), agreed);
    }
}
