/** A fleet's plan as people write it. */
@NullMarked
package io.tinyfleet.deploy.plan;

import org.jspecify.annotations.NullMarked;
