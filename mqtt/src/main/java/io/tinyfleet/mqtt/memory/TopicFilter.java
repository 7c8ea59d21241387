package io.tinyfleet.mqtt.memory;

/** Which topics a client wants to hear of; {@code +} stands for any one level (MQTT 5, 4.7.1.3). */
final class TopicFilter {
    private static final String ANY_LEVEL = "+";

    private final String[] levels;

    TopicFilter(String filter) {
        levels = filter.split("/", -1);
        for (String level : levels) {
            if (level.contains("#") || (level.contains(ANY_LEVEL) && !level.equals(ANY_LEVEL))) {
                throw new IllegalArgumentException("a filter here has no wildcard but + for a whole level: " + filter);
            }
        }
    }

    boolean matches(String topic) {
        String[] named = topic.split("/", -1);
        if (named.length != levels.length) {
            return false;
        }
        for (int i = 0; i < levels.length; i++) {
            if (!levels[i].equals(ANY_LEVEL) && !levels[i].equals(named[i])) {
                return false;
            }
        }
        return true;
    }
}
