/**
 * Trains the board's own model with the Deep Java Library on PyTorch: the only package that knows {@code ai.djl}.
 *
 * <p>DJL's own gradient collector is not used: it allows one collection at a time in a process and clears the gradients
 * of every model in it, while simulations and tests train many devices side by side in one JVM. See {@link
 * io.tinyfleet.agent.djl.SgdStep}.
 */
@NullMarked
package io.tinyfleet.agent.djl;

import org.jspecify.annotations.NullMarked;
