/** Sensors' way in: CoAP (RFC 7252) over DTLS, by Californium. */
@NullMarked
package io.tinyfleet.agent.coap;

import org.jspecify.annotations.NullMarked;
