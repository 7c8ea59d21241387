/** Messages to CBOR (RFC 8949) and back, one class a message. Strict towards what comes in. */
@NullMarked
package io.tinyfleet.protocol.codec;

import org.jspecify.annotations.NullMarked;
