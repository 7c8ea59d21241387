package io.tinyfleet.agent.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.training.Outputs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
    private static final List<SampleShape> SHAPES = List.of(
            new SampleShape(6, 128),
            new SampleShape(3, 128),
            new SampleShape(3, 256),
            new SampleShape(1, 256),
            new SampleShape(2, 9));

    @ParameterizedTest
    @MethodSource("io.tinyfleet.agent.djl.Architectures#forSeries")
    void everyShapeGivesFeaturesAndLogitsOfTheAskedLengths(Architecture architecture) {
        for (SampleShape shape : SHAPES) {
            for (int dimensions : new int[] {1, 100, 500, 700}) {
                LabelledSamples samples = ToyData.waves(shape, 3, 2, 1);
                try (DjlLearner learner = learner(architecture, shape, dimensions, 2)) {
                    Outputs outputs = learner.evaluate(samples);
                    assertThat(outputs.size()).isEqualTo(3);
                    assertThat(outputs.features(2)).hasSize(dimensions);
                    assertThat(outputs.logits(2)).hasSize(2);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CNN, 6, 128, 500, 6, 312114",
        "CNN, 1, 256, 100, 10, 104118",
        "DEPTHWISE_CNN, 6, 128, 500, 6, 15326",
        "DEPTHWISE_CNN, 3, 256, 100, 2, 12042",
        "RESIDUAL_CNN, 6, 128, 500, 6, 107582",
        "RESIDUAL_CNN, 3, 128, 500, 12, 110108",
        "MLP, 6, 128, 500, 6, 165938",
        "MLP, 1, 256, 100, 3, 46099"
    })
    void parametersAreAsManyAsTheDocumentationSays(
            Architecture architecture, int channels, int length, int dimensions, int classes, long expected) {
        try (DjlLearner learner = learner(architecture, new SampleShape(channels, length), dimensions, classes)) {
            assertThat(learner.parameters()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("io.tinyfleet.agent.djl.Architectures#forSeries")
    void featuresAreNeverNegative(Architecture architecture) {
        LabelledSamples samples = ToyData.waves(new SampleShape(6, 128), 8, 3, 2);
        try (DjlLearner learner = learner(architecture, samples.shape(), 50, 3)) {
            Outputs outputs = learner.evaluate(samples);
            for (int i = 0; i < samples.size(); i++) {
                assertThat(outputs.features(i)).doesNotContain(Float.NaN).satisfies(features -> {
                    for (float feature : features) {
                        assertThat(feature).isNotNegative();
                    }
                });
            }
        }
    }

    @Test
    void namesReadWellInStatusMessages() {
        try (DjlLearner learner = learner(Architecture.DEPTHWISE_CNN, new SampleShape(1, 16), 4, 2)) {
            assertThat(learner.name()).isEqualTo("depthwise-cnn");
        }
    }

    @Test
    void samplesTooShortForThreeStridesAreRefused() {
        assertThatThrownBy(() -> learner(Architecture.CNN, new SampleShape(6, 8), 4, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cnn takes series of 9 or more values, not 6 × 8, which mlp would take");
    }

    @Test
    void oneClassIsRefused() {
        assertThatThrownBy(() -> learner(Architecture.MLP, new SampleShape(1, 1), 4, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has 4 and 1");
    }

    private static DjlLearner learner(Architecture architecture, SampleShape shape, int dimensions, int classes) {
        return new DjlLearner(architecture, shape, dimensions, classes, TrainingSettings.DEFAULT, 7);
    }
}
