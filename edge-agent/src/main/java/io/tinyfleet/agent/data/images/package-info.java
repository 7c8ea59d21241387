/** Reads images, in files of their own or as CIFAR-10's records, and brings them to one size. */
@NullMarked
package io.tinyfleet.agent.data.images;

import org.jspecify.annotations.NullMarked;
