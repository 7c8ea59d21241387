package io.tinyfleet.deploy.experiment.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void deviationDividesByOneLessThanThereAreValues() {
        // mean 4; squares 4 + 1 + 9 = 14; sqrt(14 / 2)
        Spread spread = Spread.of(List.of(2.0, 3.0, 7.0));

        assertThat(spread.mean()).isEqualTo(4);
        assertThat(spread.deviation()).isCloseTo(2.6457513110645907, within(1e-15));
        assertThat(spread.n()).isEqualTo(3);
    }

    @Test
    void equalValuesDoNotDeviate() {
        assertThat(Spread.of(List.of(1.5e-3, 1.5e-3, 1.5e-3))).isEqualTo(new Spread(1.5e-3, 0.0, 3));
    }

    @Test
    void oneValueHasNoDeviation() {
        assertThat(Spread.of(List.of(2.0))).isEqualTo(new Spread(2, null, 1));
        assertThatThrownBy(() -> Spread.of(List.of())).hasMessage("nothing has no mean");
    }

    @Test
    void whatDivergedIsShownAsSuch() {
        assertThat(Numbers.any(Spread.of(List.of(1.0, Double.POSITIVE_INFINITY))))
                .isEqualTo("∞ ± NaN");
        assertThat(Numbers.any(Spread.of(List.of(1.0, Double.NaN)))).isEqualTo("NaN ± NaN");
    }

    @Test
    void numbersOfAnyMagnitudeAreShort() {
        assertThat(Numbers.any(Spread.of(List.of(1.785e-3)))).isEqualTo("1.79e-03 ± –");
        assertThat(Numbers.any(Spread.of(List.of(0.5, 0.7)))).isEqualTo("0.600 ± 0.141");
        assertThat(Numbers.any(12_345_678.0)).isEqualTo("1.23e+07");
        assertThat(Numbers.ratio(100, 3120)).isEqualTo("1/31.2");
        assertThat(Numbers.ratio(400, 100)).isEqualTo("4.0×");
        assertThat(Numbers.ratio(0, 100)).isEqualTo("–");
    }
}
