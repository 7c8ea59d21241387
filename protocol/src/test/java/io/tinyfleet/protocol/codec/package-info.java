@NullMarked
package io.tinyfleet.protocol.codec;

import org.jspecify.annotations.NullMarked;
