package io.tinyfleet.agent.sensor;

import io.tinyfleet.agent.data.SampleShape;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a device's sensors measure, and what windows the model wants of it.
 *
 * @param channels in the order in which the model takes them
 * @param length instants in a window
 * @param step instants from the beginning of a window to that of the next, 1 to {@code length}
 * @param rateHz instants per second; a sensor's own may be off by {@link #TOLERANCE}
 */
public record Sampling(List<Channel> channels, int length, int step, double rateHz) {
    /** The share by which a sensor's rate may differ: one in twenty. */
    public static final double TOLERANCE = 0.05;

    public Sampling {
        channels = List.copyOf(channels);
        if (channels.isEmpty()
                || new HashSet<>(channels.stream().map(Channel::name).toList()).size() < channels.size()) {
            throw new IllegalArgumentException(
                    "channels must be one or more with names of their own, but are " + channels);
        }
        if (length < 1 || step < 1 || step > length) {
            throw new IllegalArgumentException(
                    "a window needs a length of 1 or more and a step of 1 to its length, but has " + length + " and "
                            + step);
        }
        if (!(rateHz > 0) || Double.isInfinite(rateHz)) {
            throw new IllegalArgumentException("rateHz must be above 0, but is " + rateHz);
        }
    }

    /** The shape of a window. */
    public SampleShape shape() {
        return new SampleShape(channels.size(), length);
    }

    /** Seconds from one instant to the next. */
    public double periodS() {
        return 1 / rateHz;
    }

    /** The place of a channel, or −1. */
    int indexOf(String channel) {
        for (int index = 0; index < channels.size(); index++) {
            if (channels.get(index).name().equals(channel)) {
                return index;
            }
        }
        return -1;
    }

    /** The channels' names, in order, with commas. */
    public String names() {
        return channels.stream().map(Channel::name).collect(Collectors.joining(", "));
    }
}
