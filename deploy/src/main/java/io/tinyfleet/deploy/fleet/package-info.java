/** A fleet's authority on disk: certificates, configuration, revocations; and the commands that make them. */
@NullMarked
package io.tinyfleet.deploy.fleet;

import org.jspecify.annotations.NullMarked;
