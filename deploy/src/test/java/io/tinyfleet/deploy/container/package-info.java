/** Whole fleets in containers, on a real engine. */
@NullMarked
package io.tinyfleet.deploy.container;

import org.jspecify.annotations.NullMarked;
