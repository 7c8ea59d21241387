/** Reads YAML, on Jackson. */
@NullMarked
package io.tinyfleet.operations.settings.yaml;

import org.jspecify.annotations.NullMarked;
