package io.tinyfleet.operations.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tinyfleet.operations.http.HttpSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
    @Test
    void theEnvironmentWinsOverTheFileAndTheFileOverTheDefault() throws Exception {
        Settings settings = new Settings(
                "a.yaml",
                Map.of("rounds.start-with", List.of("2"), "rounds.quorum", List.of("3")),
                Map.of("TINYFLEET_ROUNDS_START_WITH", "7"));

        assertThat(settings.integer("rounds.start-with", "1", 1, 10)).isEqualTo(7);
        assertThat(settings.integer("rounds.quorum", "1", 1, 10)).isEqualTo(3);
        assertThat(settings.duration("rounds.deadline", "30s", Duration.ZERO, Duration.ofHours(1)))
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.effective()).isEqualTo("rounds.start-with=7 rounds.quorum=3 rounds.deadline=30s");
        settings.requireNone();
    }

    @Test
    void aFlagIsTrueOrFalse() throws Exception {
        Settings settings = new Settings("a.yaml", Map.of("on", List.of("true")), Map.of());
        Settings wrong = new Settings("a.yaml", Map.of("on", List.of("yes")), Map.of());

        assertThat(settings.flag("on", false)).isTrue();
        assertThat(settings.flag("off", false)).isFalse();
        assertThat(settings.effective()).isEqualTo("on=true off=false");
        settings.requireNone();
        assertThat(wrong.flag("on", false)).isFalse();
        assertThatThrownBy(wrong::requireNone).hasMessageContaining("a.yaml: on is 'yes'; expected true or false");
    }

    @Test
    void everyProblemIsToldWithItsPlaceAndWhatWouldBeAccepted() {
        Settings settings = new Settings(
                "a.yaml",
                Map.of("port", List.of("many"), "colour", List.of("red"), "list", List.of("a", "b")),
                Map.of("TINYFLEET_LEVEL", "99"));
        settings.integer("port", null, 1, 65_535);
        settings.integer("level", "1", 1, 10);
        settings.integer("missing", null, 1, 10);
        settings.value("list", null, "", text -> text);

        assertThatThrownBy(settings::requireNone)
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining("a.yaml: port is 'many'; expected a whole number from 1 to 65535")
                .hasMessageContaining("TINYFLEET_LEVEL is '99'; expected a whole number from 1 to 10")
                .hasMessageContaining("a.yaml: missing is missing")
                .hasMessageContaining("a.yaml: list is a list; expected one value")
                .hasMessageContaining("a.yaml: colour is no setting; expected one of port, level, missing, list");
    }

    @Test
    void withoutAPortAProgramTellsNothingOverHttp() throws Exception {
        Settings none = new Settings("a.yaml", Map.of(), Map.of());
        Settings some = new Settings("a.yaml", Map.of("http.port", List.of("9464")), Map.of());

        assertThat(HttpSettings.read(none)).isEmpty();
        assertThat(HttpSettings.read(some)).hasValue(new HttpSettings("127.0.0.1", 9464));
        none.requireNone();
        some.requireNone();
    }
}
