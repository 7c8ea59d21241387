@NullMarked
package io.tinyfleet.protocol.message;

import org.jspecify.annotations.NullMarked;
