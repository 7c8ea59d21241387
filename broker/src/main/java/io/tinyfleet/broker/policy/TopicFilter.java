package io.tinyfleet.broker.policy;

import java.util.List;
import java.util.Optional;

/**
 * A topic filter (MQTT 5, 4.7) as a set of topics.
 *
 * <p>HiveMQ's own permissions match a filter's text, not its meaning: allowing {@code x/+} admits {@code x/#} there. So
 * subscriptions are judged by {@link #covers}.
 */
public final class TopicFilter {
    private static final String ONE_LEVEL = "+";
    private static final String ALL_BELOW = "#";

    private final String text;
    private final List<String> levels;

    private TopicFilter(String text, List<String> levels) {
        this.text = text;
        this.levels = levels;
    }

    /** A filter, or nothing if {@code text} is none: empty, with NUL, or with a wildcard in a wrong place. */
    public static Optional<TopicFilter> parse(String text) {
        if (text.isEmpty() || text.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        List<String> levels = List.of(text.split("/", -1));
        for (int i = 0; i < levels.size(); i++) {
            String level = levels.get(i);
            boolean wild = level.contains(ONE_LEVEL) || level.contains(ALL_BELOW);
            if ((wild && level.length() > 1) || (level.equals(ALL_BELOW) && i < levels.size() - 1)) {
                return Optional.empty();
            }
        }
        return Optional.of(new TopicFilter(text, levels));
    }

    /** A filter that this program itself has made. */
    static TopicFilter of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no topic filter"));
    }

    /** Whether a message on {@code topic} is for this filter. */
    public boolean matches(String topic) {
        String[] name = topic.split("/", -1);
        if (name[0].startsWith("$") && isWild(0)) {
            return false;
        }
        for (int i = 0; i < levels.size(); i++) {
            String level = levels.get(i);
            if (level.equals(ALL_BELOW)) {
                return true;
            }
            if (i == name.length) {
                return false;
            }
            if (!level.equals(ONE_LEVEL) && !level.equals(name[i])) {
                return false;
            }
            if (i == name.length - 1
                    && i == levels.size() - 2
                    && levels.get(i + 1).equals(ALL_BELOW)) {
                return true;
            }
        }
        return name.length == levels.size();
    }

    /** Whether this filter matches every topic that {@code narrower} matches. */
    public boolean covers(TopicFilter narrower) {
        if (isWild(0) && narrower.levels.get(0).startsWith("$")) {
            return false;
        }
        if (isEverything()) {
            return true;
        }
        for (int i = 0; i < levels.size(); i++) {
            String ours = levels.get(i);
            if (ours.equals(ALL_BELOW)) {
                return true;
            }
            if (i == narrower.levels.size()) {
                return false;
            }
            String theirs = narrower.levels.get(i);
            boolean within = ours.equals(ONE_LEVEL) ? !theirs.equals(ALL_BELOW) : ours.equals(theirs);
            if (!within) {
                return false;
            }
            if (i == narrower.levels.size() - 1 && i == levels.size() - 2) {
                return levels.get(i + 1).equals(ALL_BELOW);
            }
        }
        return narrower.levels.size() == levels.size();
    }

    /** {@code #}, and {@code +/#}, which is the same since a topic has at least one level. */
    private boolean isEverything() {
        return text.equals(ALL_BELOW) || text.equals(ONE_LEVEL + "/" + ALL_BELOW);
    }

    private boolean isWild(int level) {
        return levels.get(level).equals(ONE_LEVEL) || levels.get(level).equals(ALL_BELOW);
    }

    @Override
    public String toString() {
        return text;
    }
}
