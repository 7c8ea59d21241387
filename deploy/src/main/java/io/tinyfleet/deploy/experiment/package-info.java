/** {@code tinyfleet experiment}: many runs of whole fleets in this process, and what came of them as files. */
@NullMarked
package io.tinyfleet.deploy.experiment;

import org.jspecify.annotations.NullMarked;
