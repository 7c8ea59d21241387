/** A whole fleet on one machine: broker, aggregator and agents in one process. */
@NullMarked
package io.tinyfleet.deploy.demo;

import org.jspecify.annotations.NullMarked;
