package io.tinyfleet.protocol;

import java.util.regex.Pattern;

/** What may stand in a topic level: no wildcard, no separator, nothing that two keyboards write differently. */
final class Names {
    private static final Pattern ALLOWED = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

    private Names() {}

    static boolean isValid(String value) {
        return ALLOWED.matcher(value).matches();
    }

    static void require(String what, String value) {
        if (!isValid(value)) {
            throw new IllegalArgumentException(what + " must be 1 to 32 characters of a-z, 0-9 and '-', beginning with"
                    + " a letter or digit, but is '" + value + "'");
        }
    }
}
