/** The tinyfleet command. */
@NullMarked
package io.tinyfleet.deploy;

import org.jspecify.annotations.NullMarked;
