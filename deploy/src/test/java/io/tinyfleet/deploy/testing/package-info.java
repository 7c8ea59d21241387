/** What tests of whole programs share. */
@NullMarked
package io.tinyfleet.deploy.testing;

import org.jspecify.annotations.NullMarked;
