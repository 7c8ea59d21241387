/** Messages to events and effects to messages. */
@NullMarked
package io.tinyfleet.agent.mqtt;

import org.jspecify.annotations.NullMarked;
