package io.tinyfleet.broker.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table, exhaustively: fleet {@code f}, device {@code d}; {@code ~} stands for {@code tinyfleet/v1/f/}. */
class PermissionsTest {
    private static final List<String> ROLES = List.of("device:d", "aggregator", "observer");

    @ParameterizedTest
    @CsvSource({
        // topic, who may publish it not retained, who may publish it retained
        "~plan,                          '',          aggregator",
        "~round,                         '',          aggregator",
        "~round/7/global,                '',          aggregator",
        "~round/7/update/d,              device:d,    ''",
        "~round/7/update/e,              '',          ''",
        "~round/07/update/d,             '',          ''",
        "~round/0/update/d,              '',          ''",
        "~round/2147483648/update/d,     '',          ''",
        "~round/7/update/d/,             '',          ''",
        "~round/7/update/,               '',          ''",
        "~round//update/d,               '',          ''",
        "~round/7/update/+,              '',          ''",
        "~device/d/status,               '',          device:d",
        "~device/d/report,               device:d,    ''",
        "~device/d/receipt,              aggregator,  ''",
        "~device/e/status,               '',          ''",
        "~device/e/report,               '',          ''",
        "~device/e/receipt,              aggregator,  ''",
        "~device/d/,                     '',          ''",
        "~device/d/status/,              '',          ''",
        "~device/d/other,                '',          ''",
        "~,                              '',          ''",
        "tinyfleet/v1/g/device/d/status, '',          ''",
        "tinyfleet/v1/g/plan,            '',          ''",
        "tinyfleet/v2/f/plan,            '',          ''",
        "/tinyfleet/v1/f/plan,           '',          ''",
        "plan,                           '',          ''",
        "$SYS/broker/uptime,             '',          ''",
        "$share/g/tinyfleet/v1/f/plan,   '',          ''",
        "'',                             '',          ''",
    })
    void publications(String topic, String plainly, String retained) {
        for (String role : ROLES) {
            Permissions permissions = permissions(role);
            assertThat(permissions.mayPublish(expand(topic), false, 1)).as(role).isEqualTo(role.equals(plainly));
            assertThat(permissions.mayPublish(expand(topic), true, 1)).as(role).isEqualTo(role.equals(retained));
            for (int qos : new int[] {0, 2}) {
                assertThat(permissions.mayPublish(expand(topic), false, qos)).isFalse();
                assertThat(permissions.mayPublish(expand(topic), true, qos)).isFalse();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        // filter, device, aggregator, observer
        "~plan,                          true,  true,  true",
        "~round,                         true,  true,  true",
        "~round/+/global,                true,  true,  true",
        "~round/7/global,                true,  true,  true",
        "~device/d/receipt,              true,  false, true",
        "~device/e/receipt,              false, false, true",
        "~device/+/receipt,              false, false, true",
        "~device/d/status,               false, true,  true",
        "~device/+/status,               false, true,  true",
        "~device/+/report,               false, true,  true",
        "~round/+/update/+,              false, true,  true",
        "~round/7/update/d,              false, true,  true",
        "~round/+/update/#,              false, false, true",
        "~device/d/+,                    false, false, true",
        "~device/d/#,                    false, false, true",
        "~device/d/receipt/#,            false, false, true",
        "~device/d/receipt/,             false, false, true",
        "~plan/,                         false, false, true",
        "~plan/#,                        false, false, true",
        "~round/#,                       false, false, true",
        "~round/+,                       false, false, true",
        "~round/+/+,                     false, false, true",
        "~round/+/global/#,              false, false, true",
        "~+,                             false, false, true",
        "~#,                             false, false, true",
        "tinyfleet/v1/+/plan,            false, false, false",
        "tinyfleet/+/f/plan,             false, false, false",
        "+/v1/f/plan,                    false, false, false",
        "tinyfleet/v1/g/plan,            false, false, false",
        "tinyfleet/v1/#,                 false, false, false",
        "tinyfleet/#,                    false, false, false",
        "/tinyfleet/v1/f/plan,           false, false, false",
        "#,                              false, false, false",
        "+,                              false, false, false",
        "+/#,                            false, false, false",
        "$SYS/#,                         false, false, false",
        "$share/g/tinyfleet/v1/f/plan,   false, false, false",
        "$share/g/#,                     false, false, false",
        "$share//tinyfleet/v1/f/plan,    false, false, false",
        "$queue/tinyfleet/v1/f/plan,     false, false, false",
        "~plan#,                         false, false, false",
        "~#/plan,                        false, false, false",
        "'',                             false, false, false",
    })
    void subscriptions(String filter, boolean device, boolean aggregator, boolean observer) {
        assertThat(permissions("device:d").maySubscribe(expand(filter))).isEqualTo(device);
        assertThat(permissions("aggregator").maySubscribe(expand(filter))).isEqualTo(aggregator);
        assertThat(permissions("observer").maySubscribe(expand(filter))).isEqualTo(observer);
    }

    @Property(tries = 2_000)
    void filterIsAllowedExactlyIfEachTopicItMatchesMayBeReceived(
            @ForAll("filters") String filter, @ForAll("roles") String role) {
        Permissions permissions = permissions(role);
        TopicFilter meaning = TopicFilter.of(filter);

        boolean each = UNIVERSE.stream().filter(meaning::matches).allMatch(permissions::mayReceive);

        assertThat(permissions.maySubscribe(filter)).isEqualTo(each);
    }

    private static final List<List<String>> WORDS = List.of(
            List.of("tinyfleet", "$share", "other"),
            List.of("v1", "other"),
            List.of("f", "other"),
            List.of("plan", "round", "device", "other"),
            List.of("d", "7", ""),
            List.of("global", "update", "status", "report", "receipt", "other"),
            List.of("d", ""),
            List.of("x"));

    private static final List<String> UNIVERSE = universe();

    @Provide
    Arbitrary<String> roles() {
        return Arbitraries.of(ROLES);
    }

    @Provide
    Arbitrary<String> filters() {
        return Arbitraries.integers().between(1, 7).flatMap(depth -> {
            Arbitrary<String> text = level(0);
            for (int i = 1; i < depth; i++) {
                Arbitrary<String> next = level(i);
                text = text.flatMap(before ->
                        before.endsWith("#") ? Arbitraries.just(before) : next.map(level -> before + "/" + level));
            }
            return text;
        });
    }

    private static Arbitrary<String> level(int depth) {
        Arbitrary<String> words = Arbitraries.of(WORDS.get(depth));
        Arbitrary<String> first = Arbitraries.just(WORDS.get(depth).get(0));
        // Mostly inside the fleet, where it is interesting.
        return depth < 3
                ? Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(20, first),
                        net.jqwik.api.Tuple.of(1, words),
                        net.jqwik.api.Tuple.of(1, Arbitraries.of("+", "#")))
                : Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(5, words),
                        net.jqwik.api.Tuple.of(2, Arbitraries.just("+")),
                        net.jqwik.api.Tuple.of(1, Arbitraries.just("#")));
    }

    private static List<String> universe() {
        List<String> topics = new java.util.ArrayList<>();
        List<String> longest = List.of("");
        for (List<String> words : WORDS) {
            longest = longest.stream()
                    .flatMap(before -> words.stream().map(word -> before.isEmpty() ? word : before + "/" + word))
                    .toList();
            topics.addAll(longest);
        }
        return topics;
    }

    private static Permissions permissions(String role) {
        return Permissions.of(Identity.parse("urn:tinyfleet:f:" + role).orElseThrow());
    }

    private static String expand(String topic) {
        return topic.replace("~", "tinyfleet/v1/f/");
    }
}
