/** The agent as a process of its own, with a real aggregator and broker. */
@NullMarked
package io.tinyfleet.deploy.agent;

import org.jspecify.annotations.NullMarked;
