/** Certificates by BouncyCastle, whose types never leave this package. */
@NullMarked
package io.tinyfleet.deploy.fleet.bouncycastle;

import org.jspecify.annotations.NullMarked;
