package io.tinyfleet.deploy.experiment.outcome;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code run.json}: all that is needed to repeat an experiment.
 *
 * @param command as the user gave it
 * @param configuration every setting that counts, defaults included: text, numbers, booleans, lists and maps of these
 * @param dataSha256 hexadecimal, by name of the data's file
 * @param started ISO 8601, UTC
 * @param ended ISO 8601, UTC; {@code null} while it runs
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record RunDescription(
        String command,
        Map<String, Object> configuration,
        List<Long> seeds,
        Map<String, String> dataSha256,
        Versions versions,
        String started,
        @Nullable String ended) {
    static final String NAME = "run.json";
    private static final ObjectMapper JSON =
            new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

    /** Whether a run's devices were judged on data held out of training, and not on test data. */
    boolean judgesOnValidation(String run) {
        return configuration.get(run) instanceof Map<?, ?> settings && "validation".equals(settings.get("judge-on"));
    }

    /** Replaces the folder's {@code run.json}. */
    public void write(Path folder) throws IOException {
        DefaultPrettyPrinter lines = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        byte[] json = JSON.writer(lines).writeValueAsBytes(this);
        WholeFile.write(folder.resolve(NAME), json);
    }
}
