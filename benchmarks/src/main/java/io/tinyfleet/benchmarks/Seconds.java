package io.tinyfleet.benchmarks;

/**
 * How long something took.
 *
 * @param wall by the clock on the wall
 * @param cpu that all cores worked for it, which other programs on the machine disturb less
 */
record Seconds(double wall, double cpu) {
    Seconds dividedBy(Seconds other) {
        return new Seconds(wall / other.wall, cpu / other.cpu);
    }
}
