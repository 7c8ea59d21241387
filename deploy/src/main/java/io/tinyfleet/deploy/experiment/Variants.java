package io.tinyfleet.deploy.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All combinations of settings of which some have several values. Pure. */
final class Variants {
    /** More are surely a mistake. */
    static final int MOST = 1_000;

    private Variants() {}

    /**
     * The product, the first key varying slowest. A key without a value stays without.
     *
     * @throws IllegalArgumentException if there are more than {@value #MOST}
     */
    static List<Map<String, List<String>>> of(Map<String, List<String>> settings) {
        List<Map<String, List<String>>> variants = List.of(Map.of());
        for (Map.Entry<String, List<String>> setting : settings.entrySet()) {
            List<Map<String, List<String>>> longer = new ArrayList<>();
            for (Map<String, List<String>> variant : variants) {
                for (List<String> choice : choices(setting.getValue())) {
                    Map<String, List<String>> next = new LinkedHashMap<>(variant);
                    next.put(setting.getKey(), choice);
                    longer.add(next);
                }
            }
            if (longer.size() > MOST) {
                throw new IllegalArgumentException("more than " + MOST + " combinations");
            }
            variants = longer;
        }
        return variants;
    }

    private static List<List<String>> choices(List<String> values) {
        return values.isEmpty()
                ? List.of(values)
                : values.stream().map(List::of).toList();
    }
}
