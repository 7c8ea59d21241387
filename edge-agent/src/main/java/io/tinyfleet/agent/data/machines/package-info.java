/**
 * Makes up vibrations of machines, sound and faulty, from a seed: data for trials without a download.
 *
 * <p>Only {@code + − × ÷ √} and {@link java.lang.StrictMath} compute it, so every JVM makes the same bits.
 */
@NullMarked
package io.tinyfleet.agent.data.machines;

import org.jspecify.annotations.NullMarked;
