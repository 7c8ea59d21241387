package io.tinyfleet.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "machine-01", "a-", "a--b", "abcdefghijklmnopqrstuvwxyz-01234"})
    void lettersDigitsAndDashesMakeAName(String name) {
        assertThat(DeviceId.isValid(name)).isTrue();
        assertThat(new DeviceId(name)).hasToString(name);
        assertThat(new FleetId(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-a",
                "A",
                "a_b",
                "a.b",
                "a/b",
                "a+",
                "#",
                "$sys",
                " a",
                "a ",
                "a\n",
                "\u00e4",
                "abcdefghijklmnopqrstuvwxyz-012345"
            })
    void anythingElseIsRejectedByItsValue(String name) {
        assertThat(DeviceId.isValid(name)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeviceId(name))
                .withMessageContaining("device id must be 1 to 32 characters")
                .withMessageContaining("'" + name + "'");
        assertThatIllegalArgumentException().isThrownBy(() -> new FleetId(name)).withMessageContaining("fleet id");
    }

    @Test
    void devicesSortByTheirName() {
        assertThat(new DeviceId("a")).isLessThan(new DeviceId("b"));
    }

    @Test
    void roundsCountFromOneAndEndAtTheLargestInt() {
        assertThat(RoundNumber.NONE.next()).isEqualTo(RoundNumber.FIRST);
        assertThat(RoundNumber.NONE.isBefore(RoundNumber.FIRST)).isTrue();
        assertThat(RoundNumber.FIRST.isBefore(RoundNumber.FIRST)).isFalse();
        assertThat(RoundNumber.FIRST).isGreaterThan(RoundNumber.NONE).hasToString("1");
        assertThatIllegalArgumentException().isThrownBy(() -> new RoundNumber(-1));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> new RoundNumber(Integer.MAX_VALUE).next());
    }
}
