/** Links without sockets, for fleets whose parts are all in one process. */
@NullMarked
package io.tinyfleet.mqtt.memory;

import org.jspecify.annotations.NullMarked;
