@NullMarked
package io.tinyfleet.protocol;

import org.jspecify.annotations.NullMarked;
