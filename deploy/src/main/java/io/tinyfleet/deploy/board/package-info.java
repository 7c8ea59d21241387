/** From an agent to a board: its Debian package, an image, and a card of it that is one device's own. */
@NullMarked
package io.tinyfleet.deploy.board;

import org.jspecify.annotations.NullMarked;
