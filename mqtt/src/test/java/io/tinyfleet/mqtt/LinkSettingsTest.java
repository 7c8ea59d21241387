package io.tinyfleet.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkSettingsTest {
    private static final LinkSettings SETTINGS = LinkSettings.of("broker.example", 1883, "gw-17");

    @Test
    void defaultsKeepTheSessionOverAbsence() {
        assertThat(SETTINGS.sessionExpiry()).isEqualTo(Duration.ofDays(7));
        assertThat(SETTINGS.will()).isNull();
        assertThat(SETTINGS.subscriptions()).isEmpty();
    }

    @Test
    void subscriptionsAreCopied() {
        List<String> filters = new ArrayList<>(List.of("a/#"));
        LinkSettings settings = SETTINGS.withSubscriptions(filters);

        filters.clear();

        assertThat(settings.subscriptions()).containsExactly("a/#");
    }

    @Test
    void portOutOfRangeIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinkSettings.of("broker.example", 65_536, "gw-17"))
                .withMessage("port must be 1 to 65535, but is 65536");
    }

    @Test
    void blankClientIdIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinkSettings.of("broker.example", 1883, " "))
                .withMessageContaining("client id");
    }

    @Test
    void fractionsOfSecondsAreRefusedBecauseTheWireHasNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SETTINGS.withKeepAlive(Duration.ofMillis(1_500)))
                .withMessageContaining("whole seconds");
    }

    @Test
    void keepAliveThatTheWireCannotCarryIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> SETTINGS.withKeepAlive(Duration.ofDays(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> SETTINGS.withKeepAlive(Duration.ZERO));
    }
}
