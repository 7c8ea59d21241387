/** Reads recordings of people's movements, published as CSV files, as the data of their phones and watches. */
@NullMarked
package io.tinyfleet.agent.data.recordings;

import org.jspecify.annotations.NullMarked;
