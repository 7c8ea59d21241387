package io.tinyfleet.agent.sensor;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes packs of several sensors: what has a label is in the store before {@link #take} returns. Not thread-safe;
 * callers see to it that only known sensors come here.
 */
public final class SensorIntake {
    private final Sampling sampling;
    private final List<String> classNames;
    private final SampleStore store;
    private final Map<SensorId, Windower> windowers = new HashMap<>();

    /** @param classNames what a label may be */
    public SensorIntake(Sampling sampling, List<String> classNames, SampleStore store) {
        this.sampling = sampling;
        this.classNames = List.copyOf(classNames);
        this.store = store;
    }

    /** What came of a pack; its labelled windows are stored. */
    public Windower.Progress take(SensorId sensor, List<SenmlRecord> pack, Instant now) throws RefusedException {
        Series series = Series.of(pack, sampling, classNames, now);
        Windower windower = windowers.computeIfAbsent(sensor, name -> new Windower(name, sampling));
        Windower.Progress progress = windower.take(series);
        List<Window> labelled = progress.windows().stream()
                .filter(window -> window.label() != null)
                .toList();
        if (!labelled.isEmpty()) {
            try {
                store.add(labelled);
            } catch (StoreException e) {
                // The sensor will send it again, so what it has begun here must not count.
                windowers.remove(sensor);
                throw new RefusedException(
                        Refusal.STORAGE, "not taken, labelled windows cannot be kept: " + e.getMessage());
            }
        }
        return progress;
    }
}
