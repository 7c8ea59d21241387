/** The messages, as immutable values that are valid by construction. */
@NullMarked
package io.tinyfleet.protocol.message;

import org.jspecify.annotations.NullMarked;
