/**
 * The link on Eclipse Paho's MQTT 5 client, whose types never leave this package.
 *
 * <p>Each connection gets a Paho client of its own, thrown away with it. Paho 1.2.5 can reuse one, but what is left in
 * it can stop the next connection: an acknowledgement written by a callback that outlives its connection makes the
 * next sender thread end before CONNACK, and a callback thread that still runs makes the next {@code connect} wait for
 * ever. So the one thing worth keeping, publications not yet acknowledged, is kept here
 * ({@link io.tinyfleet.mqtt.paho.InFlight}) and sent again. They go out under new packet ids, where MQTT 5 (4.4) would
 * have the old ones: at QoS 1 a broker cannot tell, and delivery is at least once either way.
 */
@NullMarked
package io.tinyfleet.mqtt.paho;

import org.jspecify.annotations.NullMarked;
