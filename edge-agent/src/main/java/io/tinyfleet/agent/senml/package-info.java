/** SenML (RFC 8428) as JSON and as CBOR: bytes to records and back. */
@NullMarked
package io.tinyfleet.agent.senml;

import org.jspecify.annotations.NullMarked;
