/** One MQTT 5 link for agent and aggregator, behind an interface of our own. */
@NullMarked
package io.tinyfleet.mqtt;

import org.jspecify.annotations.NullMarked;
