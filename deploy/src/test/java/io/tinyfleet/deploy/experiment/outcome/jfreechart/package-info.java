@NullMarked
package io.tinyfleet.deploy.experiment.outcome.jfreechart;

import org.jspecify.annotations.NullMarked;
