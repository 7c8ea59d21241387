package io.tinyfleet.broker.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicFilterTest {
    /** Every topic of up to five levels; one more than a filter here has, and a level that no filter names. */
    private static final List<String> UNIVERSE = universe(5, List.of("a", "b", "", "$s", "other"));

    @ParameterizedTest
    @ValueSource(strings = {"", "a#", "#/a", "a/#/b", "a+", "+a/b", "a/b+", "##", "++", "a\0b"})
    void malformedFilterIsNone(String text) {
        assertThat(TopicFilter.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a, a, true",
        "a, a/, false",
        "a/#, a, true",
        "a/#, a/, true",
        "a/#, a/b/c, true",
        "a/#, ab, false",
        "a/+, a, false",
        "a/+, a/, true",
        "a/+, a/b, true",
        "a/+, a/b/c, false",
        "+, a, true",
        "+, /, false",
        "+/+, /, true",
        "+/#, a, true",
        "#, a/b, true",
        "#, $SYS/a, false",
        "+/a, $SYS/a, false",
        "$SYS/#, $SYS/a, true",
        "a/#, a/$s, true",
    })
    void topicMatchesAsTheStandardSays(String filter, String topic, boolean matches) {
        assertThat(TopicFilter.of(filter).matches(topic)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "x/+, x/#, false",
        "x/+, x/+, true",
        "x/+, x/a, true",
        "x/+, x/a/, false",
        "x, x/, false",
        "x, x/#, false",
        "x, +, false",
        "x/#, x, true",
        "x/#, x/+/y, true",
        "x/#, x/#, true",
        "x/#, +/#, false",
        "#, $share/g/x, false",
        "+/g/x, $share/g/x, false",
        "#, +/#, true",
        "+/#, #, true",
        "x/+/#, x/#, false",
    })
    void filterCoversWhatItMatches(String wider, String narrower, boolean covers) {
        assertThat(TopicFilter.of(wider).covers(TopicFilter.of(narrower))).isEqualTo(covers);
    }

    @Property(tries = 2_000)
    void filterCoversAnotherExactlyIfItMatchesEachOfItsTopics(
            @ForAll("filters") String wider, @ForAll("filters") String narrower) {
        TopicFilter one = TopicFilter.of(wider);
        TopicFilter other = TopicFilter.of(narrower);

        boolean each = UNIVERSE.stream().filter(other::matches).allMatch(one::matches);

        assertThat(one.covers(other)).isEqualTo(each);
    }

    @Provide
    Arbitrary<String> filters() {
        Arbitrary<String> levels = Arbitraries.of("a", "a", "b", "", "$s", "+", "+", "#");
        return levels.list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(parts -> String.join("/", parts))
                .filter(text -> TopicFilter.parse(text).isPresent());
    }

    private static List<String> universe(int depth, List<String> names) {
        List<String> topics = new ArrayList<>();
        List<String> longest = names;
        for (int levels = 1; levels <= depth; levels++) {
            topics.addAll(longest);
            longest = longest.stream()
                    .flatMap(topic -> names.stream().map(name -> topic + "/" + name))
                    .toList();
        }
        topics.remove("");
        return topics;
    }
}
