@NullMarked
package io.tinyfleet.deploy.experiment.outcome;

import org.jspecify.annotations.NullMarked;
