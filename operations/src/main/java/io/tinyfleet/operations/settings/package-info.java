/** Settings from files and from the environment, and how a user's mistakes are told. */
@NullMarked
package io.tinyfleet.operations.settings;

import org.jspecify.annotations.NullMarked;
