package io.tinyfleet.deploy.board;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WifiNetworkTest {
    @Test
    void keyIsThatOfTheStandardsTestVector() {
        assertThat(text(new WifiNetwork("IEEE", "password"))).isEqualTo("""
                        network={
                            ssid=49454545
                            psk=f42c6fc52df0ebef9ebb4b90b38a5f902e83fe1b135a70e23aed762e9710a12e
                            scan_ssid=1
                        }
                        """); // IEEE 802.11-2020 J.4.2, the first one
    }

    @Test
    void namesCannotSayMoreThanAName() {
        assertThat(text(new WifiNetwork("x\"\n}\nnetwork={", "password")))
                .containsOnlyOnce("network={")
                .contains("ssid=78220a7d0a6e6574776f726b3d7b\n");
    }

    @Test
    void passPhraseItselfIsNotWritten() {
        assertThat(text(new WifiNetwork("Home", "correct horse"))).doesNotContain("correct horse");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "seven77", "sixty-four characters are one too many for a pass phrase, hence no", "naïve-pass"
            })
    void badPassPhraseIsRefusedWithoutRepeatingIt(String passPhrase) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WifiNetwork("Home", passPhrase))
                .withMessage("a Wi-Fi pass phrase has 8 to 63 printable ASCII characters; the one given has not");
    }

    @Test
    void nameThatNoNetworkCanHaveIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new WifiNetwork("", "password"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WifiNetwork("ü".repeat(17), "password"))
                .withMessageContaining("1 to 32 bytes")
                .withMessageContaining("34");
    }

    private static String text(WifiNetwork network) {
        return new String(network.configuration(), US_ASCII);
    }
}
