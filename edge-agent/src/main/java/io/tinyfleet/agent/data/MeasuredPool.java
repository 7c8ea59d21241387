package io.tinyfleet.agent.data;

import io.tinyfleet.agent.data.PooledSample.Part;
import java.util.ArrayList;
import java.util.List;

/** A pool in memory: windows of series, part by part as they were measured. */
public final class MeasuredPool implements Pool {
    private final List<String> classNames;
    private final SampleShape shape;
    private final List<PooledSample> samples = new ArrayList<>();
    private final LabelledSamples values;
    private final boolean keepsParts;

    /** What one source measured in one go, in order of time; its samples are all of one part. */
    public record Measured(String source, Part part, LabelledSamples samples) {}

    /**
     * @param measured not empty; of one shape
     * @param keepsParts see {@link Pool#keepsParts()}; then each is a {@link PooledSample#recording()}
     */
    public MeasuredPool(List<String> classNames, List<Measured> measured, boolean keepsParts) {
        this.classNames = List.copyOf(classNames);
        this.keepsParts = keepsParts;
        int recordings = 0;
        for (Measured of : measured) {
            String recording = keepsParts ? of.source() + ", recording " + recordings++ : null;
            for (int i = 0; i < of.samples().size(); i++) {
                String name = of.source() + ", sample " + samples.size();
                samples.add(new PooledSample(name, of.samples().label(i), of.source(), of.part(), recording));
            }
        }
        values = LabelledSamples.joined(measured.stream().map(Measured::samples).toList());
        shape = values.shape();
    }

    @Override
    public List<String> classNames() {
        return classNames;
    }

    @Override
    public SampleShape shape() {
        return shape;
    }

    @Override
    public List<PooledSample> samples() {
        return List.copyOf(samples);
    }

    @Override
    public boolean keepsParts() {
        return keepsParts;
    }

    @Override
    public LabelledSamples read(List<Integer> chosen) {
        return values.only(chosen);
    }
}
