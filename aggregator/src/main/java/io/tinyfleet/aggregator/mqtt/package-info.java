/** Messages to events and commands to messages. */
@NullMarked
package io.tinyfleet.aggregator.mqtt;

import org.jspecify.annotations.NullMarked;
