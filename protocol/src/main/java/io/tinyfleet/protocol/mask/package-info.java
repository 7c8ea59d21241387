/** Class masks (CPS): which dimensions of a prototype each class keeps. */
@NullMarked
package io.tinyfleet.protocol.mask;

import org.jspecify.annotations.NullMarked;
