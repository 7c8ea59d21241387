/** Health and metrics over HTTP, on the JDK's server and Micrometer's Prometheus registry. */
@NullMarked
package io.tinyfleet.operations.http;

import org.jspecify.annotations.NullMarked;
