package io.tinyfleet.deploy.experiment;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last devices of a fleet come online only when a round is over. {@code 2@10}: two of them, after the tenth.
 *
 * @param devices how many, 1 or more
 * @param after the round they wait for, 1 or more
 */
record LateJoin(int devices, int after) {
    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,4})@([1-9][0-9]{0,4})");

    /** @throws IllegalArgumentException saying what is accepted */
    static LateJoin parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected none, or devices and the round they wait for, as in 2@10");
        }
        return new LateJoin(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }
}
