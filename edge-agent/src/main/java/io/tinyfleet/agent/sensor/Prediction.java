package io.tinyfleet.agent.sensor;

import java.util.Locale;

/**
 * What a device makes of a window.
 *
 * @param className one of the plan's
 * @param distance Euclidean, between the window's features and the prototype that is nearest by {@code rule}
 */
public record Prediction(String className, double distance, Rule rule) {
    /** Whose prototypes were compared. */
    public enum Rule {
        LOCAL_PROTOTYPE,
        GLOBAL_PROTOTYPE;

        /** As answers have it: {@code local-prototype}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
