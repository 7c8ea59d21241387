package io.tinyfleet.agent.data;

/** Repeats in a message what a file says. */
public final class Quote {
    private static final int LONGEST = 80;

    private Quote() {}

    /** In quotes, shortened and without control characters, so that it cannot disfigure a log. */
    public static String quoted(String content) {
        String visible = content.replaceAll("[^\\x20-\\x7e]", "?");
        return visible.length() <= LONGEST ? "'" + visible + "'" : "'" + visible.substring(0, LONGEST) + "…'";
    }
}
