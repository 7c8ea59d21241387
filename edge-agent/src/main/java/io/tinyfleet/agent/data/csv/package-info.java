/** Reads CSV files with a header, by Jackson, and labelled series in them. */
@NullMarked
package io.tinyfleet.agent.data.csv;

import org.jspecify.annotations.NullMarked;
