@NullMarked
package io.tinyfleet.protocol.mask;

import org.jspecify.annotations.NullMarked;
