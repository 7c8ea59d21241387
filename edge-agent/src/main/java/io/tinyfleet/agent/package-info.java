/** The edge agent: its loop and everything it is made of. */
@NullMarked
package io.tinyfleet.agent;

import org.jspecify.annotations.NullMarked;
