/** Comparisons that nothing depends on: compiled with everything else, run by hand (see docs/performance.md). */
@NullMarked
package io.tinyfleet.benchmarks;

import org.jspecify.annotations.NullMarked;
