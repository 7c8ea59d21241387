package io.tinyfleet.deploy.experiment.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunNameTest {
    @Test
    void fileNamesAreAscii() {
        assertThat(RunName.fileName("TinyProto-FP λ=10 μ=1.5e-4 (i8)"))
                .isEqualTo("tinyproto-fp-lambda=10-mu=1.5e-4-i8-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "a\nb", "a\"b", "a|b", "", " ", " a", "a\t"})
    void namesThatWouldBreakALineAreRefused(String name) {
        assertThatThrownBy(() -> RunName.fileName(name)).hasMessageContaining("is no name");
    }

    @Test
    void runsThatWouldShareAFileAreRefused() {
        assertThatThrownBy(() -> RunName.requireDistinct(List.of("a b", "c", "a/b")))
                .hasMessage("runs 'a b' and 'a/b' differ too little: their files would both be named 'a-b'");
    }
}
