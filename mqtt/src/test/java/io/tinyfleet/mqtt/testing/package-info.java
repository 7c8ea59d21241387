/** Real brokers, foreign clients and bad networks for tests; other modules use them from this module's test jar. */
@NullMarked
package io.tinyfleet.mqtt.testing;

import org.jspecify.annotations.NullMarked;
