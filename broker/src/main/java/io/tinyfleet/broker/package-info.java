/** HiveMQ CE inside this process, with every default locked. Its types stay in this package. */
@NullMarked
package io.tinyfleet.broker;

import org.jspecify.annotations.NullMarked;
