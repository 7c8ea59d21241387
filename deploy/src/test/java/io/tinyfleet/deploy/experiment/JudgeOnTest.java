package io.tinyfleet.deploy.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.agent.data.DeviceData;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.operations.settings.UserMistake;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeOnTest {
    private static final Map<String, List<String>> VALIDATION = Map.of("judge-on", List.of("validation"));

    @ParameterizedTest
    @CsvSource({"machines,source", "machine-parks,source", "machine-parks,dirichlet", "machines,classes"})
    void validationTakesThePlaceOfTestsAndTrainingHasTheRest(String dataset, String partition) throws UserMistake {
        Map<String, List<String>> common = Map.of(
                "dataset",
                List.of(dataset),
                "partition",
                List.of(partition),
                "devices",
                List.of("2"),
                "alpha",
                List.of("10"));
        RunSettings tests = run(common, Map.of());
        RunSettings validation = run(common, VALIDATION);
        LoadedData onTests = LoadedData.load(tests.data(), 1);
        LoadedData onValidation = LoadedData.load(validation.data(), 1);

        List<DeviceData> before = List.copyOf(onTests.devices().values());
        List<DeviceData> after = List.copyOf(onValidation.devices().values());
        assertThat(after).hasSize(2);
        for (int device = 0; device < 2; device++) {
            int train = before.get(device).train().size();
            assertThat(after.get(device).train().size()
                            + after.get(device).test().size())
                    .isEqualTo(train);
            assertThat(4 * after.get(device).test().size()).isBetween(train * 8 / 10, train * 12 / 10);
        }
        assertThat(onValidation.testsByClass().stream()
                        .mapToInt(LabelledSamples::size)
                        .sum())
                .isEqualTo(after.get(0).test().size() + after.get(1).test().size());
        assertThat(onValidation.sha256()).isNotEqualTo(onTests.sha256());
        assertThat(validation.configuration()).containsEntry("judge-on", "validation");
        assertThat(tests.configuration()).containsEntry("judge-on", "test");
    }

    @Test
    void scarcityLeavesValidationWhole() throws UserMistake {
        LoadedData plenty = LoadedData.load(run(Map.of(), VALIDATION).data(), 1);
        LoadedData scarce = LoadedData.load(
                run(Map.of("samples-per-class", List.of("5")), VALIDATION).data(), 1);

        for (DeviceData data : scarce.devices().values()) {
            assertThat(Arrays.stream(data.train().countPerClass(10))).allMatch(count -> count <= 5);
        }
        assertThat(scarce.devices().values())
                .extracting(data -> data.test().size())
                .isEqualTo(plenty.devices().values().stream()
                        .map(data -> data.test().size())
                        .toList());
    }

    private static RunSettings run(Map<String, List<String>> common, Map<String, List<String>> more)
            throws UserMistake {
        Map<String, List<String>> options = new LinkedHashMap<>(common);
        options.putAll(more);
        return ExperimentReader.read("", Map.of(), options).runs().get(0);
    }
}
