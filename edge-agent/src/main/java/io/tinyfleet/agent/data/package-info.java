/** What a device learns from: labelled samples and where they come from. Plain values, no native code. */
@NullMarked
package io.tinyfleet.agent.data;

import org.jspecify.annotations.NullMarked;
