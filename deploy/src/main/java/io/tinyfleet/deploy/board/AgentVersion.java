package io.tinyfleet.deploy.board;

import io.tinyfleet.operations.Version;

/** The version of what is packed: that of the command which packs it. */
final class AgentVersion {
    private AgentVersion() {}

    /** As Debian orders versions (deb-version(7)): {@code 0.1.0-SNAPSHOT} comes before {@code 0.1.0}. */
    static String debian() {
        return debian(new Version().getVersion()[0].replaceFirst("^tinyfleet ", ""));
    }

    static String debian(String version) {
        return version.matches("[0-9].*") ? version.replace('-', '~') : "0~unpackaged";
    }
}
