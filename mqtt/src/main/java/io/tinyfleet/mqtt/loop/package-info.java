/** What a link's callbacks hand over to: one thread that owns a state. */
@NullMarked
package io.tinyfleet.mqtt.loop;

import org.jspecify.annotations.NullMarked;
