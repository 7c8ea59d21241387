/** The device's side of the method: local prototypes, their sparse scaled form, targets, prediction. Pure. */
@NullMarked
package io.tinyfleet.agent.prototype;

import org.jspecify.annotations.NullMarked;
