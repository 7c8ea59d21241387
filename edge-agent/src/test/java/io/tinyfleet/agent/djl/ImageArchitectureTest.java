package io.tinyfleet.agent.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.training.Outputs;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ImageArchitectureTest {
    private static final SampleShape PHOTO = new SampleShape(3, 32, 32);

    @ParameterizedTest
    @MethodSource("io.tinyfleet.agent.djl.Architectures#forImages")
    void everyShapeGivesFeaturesAndLogitsOfTheAskedLengths(Architecture architecture) {
        for (SampleShape shape : List.of(new SampleShape(1, 16, 16), PHOTO, new SampleShape(3, 33, 48))) {
            for (int dimensions : new int[] {50, 2_000}) {
                Outputs outputs = outputs(architecture, shape, dimensions);
                assertThat(outputs.size()).isEqualTo(3);
                assertThat(outputs.features(2)).hasSize(dimensions);
                assertThat(outputs.logits(2)).hasSize(2);
            }
        }
    }

    static Stream<Arguments> backbones() {
        return Stream.of(
                Arguments.of((Supplier<Block>) ResNet8::backbone, new Shape(1, 256, 2, 2)),
                Arguments.of((Supplier<Block>) MobileNetV2::backbone, new Shape(1, 1280, 1, 1)),
                Arguments.of((Supplier<Block>) ShuffleNetV2::backbone, new Shape(1, 1024, 1, 1)),
                Arguments.of((Supplier<Block>) EfficientNetB0::backbone, new Shape(1, 1280, 1, 1)));
    }

    @ParameterizedTest
    @MethodSource("backbones")
    void backbonesHaveTheDocumentedShape(Supplier<Block> backbone, Shape expected) {
        PyTorch.prepare();
        assertThat(backbone.get().getOutputShapes(new Shape[] {new Shape(1, 3, 32, 32)}))
                .containsExactly(expected);
    }

    /**
     * torchvision publishes 3,504,872, 2,278,604 and 5,288,548 values for the last three with 3 channels and a head from
     * their 1,280, 1,024 and 1,280 channels to 1,000 classes, which is what d says here.
     */
    @ParameterizedTest
    @CsvSource({
        "RESNET_8, 3, 500, 10, 1237714",
        "RESNET_8, 1, 256, 1000, 1483432",
        "MOBILENET_V2, 3, 1280, 1000, 3504872",
        "MOBILENET_V2, 3, 500, 10, 2228882",
        "SHUFFLENET_V2, 3, 1024, 1000, 2278604",
        "SHUFFLENET_V2, 3, 500, 10, 1258614",
        "EFFICIENTNET_B0, 3, 1280, 1000, 5288548",
        "EFFICIENTNET_B0, 3, 500, 10, 4012558"
    })
    void parametersAreAsManyAsTheDocumentationSays(
            Architecture architecture, int channels, int dimensions, int classes, long expected) {
        SampleShape shape = new SampleShape(channels, 32, 32);
        try (DjlLearner learner =
                new DjlLearner(architecture, shape, dimensions, classes, TrainingSettings.DEFAULT, 7)) {
            assertThat(learner.parameters()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"RESNET_8, 0", "MOBILENET_V2, 0", "SHUFFLENET_V2, 0", "EFFICIENTNET_B0, -0.2785"})
    void featuresAreNotBelowTheDocumentedBound(Architecture architecture, float bound) {
        float[] features = outputs(architecture, PHOTO, 50).features(0);
        for (float feature : features) {
            assertThat(feature).isFinite().isGreaterThanOrEqualTo(bound);
        }
    }

    @Test
    void namesReadWellInStatusMessages() {
        assertThat(Architectures.forImages())
                .extracting(Architecture::label)
                .containsExactly("resnet-8", "mobilenet-v2", "shufflenet-v2", "efficientnet-b0");
    }

    @Test
    void seriesAndImagesHaveNoArchitectureInCommon() {
        assertThat(Architectures.forSeries()).doesNotContainAnyElementsOf(Architectures.forImages());
        assertThat(Architectures.forSeries()).hasSize(4);
    }

    @Test
    void aModelForSeriesRefusesImagesAndSaysWhatTakesThem() {
        assertThatThrownBy(() -> outputs(Architecture.CNN, PHOTO, 50))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cnn takes series of 9 or more values, not 3 × 32 × 32, which resnet-8, mobilenet-v2,"
                        + " shufflenet-v2, efficientnet-b0 would take");
    }

    @Test
    void aModelForImagesRefusesSeriesAndSaysWhatTakesThem() {
        assertThatThrownBy(() -> outputs(Architecture.RESNET_8, new SampleShape(6, 128), 50))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("resnet-8 takes images of 16 × 16 or more, not 6 × 128, which cnn, depthwise-cnn,"
                        + " residual-cnn, mlp would take");
    }

    @Test
    void imagesTooSmallForAnyModelAreRefused() {
        assertThatThrownBy(() -> Architecture.taking(new SampleShape(3, 32, 15)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no model takes samples of 3 × 32 × 15: images need 16 rows and 16 columns or more");
    }

    private static Outputs outputs(Architecture architecture, SampleShape shape, int dimensions) {
        try (DjlLearner learner = new DjlLearner(architecture, shape, dimensions, 2, TrainingSettings.DEFAULT, 7)) {
            LabelledSamples samples = ToyImages.corners(shape, 3, 2, 1);
            return learner.evaluate(samples);
        }
    }
}
