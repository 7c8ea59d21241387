/** Draws charts as PNG, with JFreeChart. What is drawn, and why, is not known here. */
@NullMarked
package io.tinyfleet.deploy.experiment.outcome.jfreechart;

import org.jspecify.annotations.NullMarked;
