package io.tinyfleet.agent.data.machines;

/** The channels, in order. The shaft lies along {@link #AXIAL}; the other two are radial. */
enum Axis {
    HORIZONTAL,
    VERTICAL,
    AXIAL;

    @SuppressWarnings("EnumOrdinal") // The order is that of the channels.
    int channel() {
        return ordinal();
    }
}
