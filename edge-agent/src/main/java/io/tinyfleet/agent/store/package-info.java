/** Labelled windows on disk, in SQLite. */
@NullMarked
package io.tinyfleet.agent.store;

import org.jspecify.annotations.NullMarked;
