/** {@code tinyfleet-agent}: its settings and its composition root. */
@NullMarked
package io.tinyfleet.agent.program;

import org.jspecify.annotations.NullMarked;
