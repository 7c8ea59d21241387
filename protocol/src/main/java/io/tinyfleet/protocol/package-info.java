/** The wire contract: identities, topics and messages. Plain values without I/O, threads or clocks. */
@NullMarked
package io.tinyfleet.protocol;

import org.jspecify.annotations.NullMarked;
