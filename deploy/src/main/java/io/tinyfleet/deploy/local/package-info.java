/** A fleet whose parts all run in this process: what demo and experiments are made of. */
@NullMarked
package io.tinyfleet.deploy.local;

import org.jspecify.annotations.NullMarked;
