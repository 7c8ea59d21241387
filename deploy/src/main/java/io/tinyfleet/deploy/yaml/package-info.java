/** Reads YAML, on Jackson. */
@NullMarked
package io.tinyfleet.deploy.yaml;

import org.jspecify.annotations.NullMarked;
