package io.tinyfleet.operations.settings.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tinyfleet.operations.settings.UserMistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A file of settings, flat: {@code plan: {d: 500}} becomes {@code plan.d} with the one value {@code 500}. */
public final class YamlFile {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private YamlFile() {}

    /** All values by key, in the order of the file; a list has several, a key without a value has none. */
    public static Map<String, List<String>> read(Path file) throws UserMistake {
        Map<String, List<String>> values = new LinkedHashMap<>();
        try {
            JsonNode root = YAML.readTree(Files.readAllBytes(file));
            if (!root.isObject() && !root.isMissingNode() && !root.isNull()) {
                throw new UserMistake(file + ": expected settings such as 'fleet: demo'");
            }
            flatten("", root, values);
        } catch (JsonProcessingException e) {
            throw new UserMistake(
                    file + ": no YAML: " + e.getOriginalMessage()
                            + (e.getLocation() == null
                                    ? ""
                                    : " (line " + e.getLocation().getLineNr() + ")"),
                    e);
        } catch (IOException e) {
            throw new UserMistake(file + ": cannot be read; expected a YAML file, see deploy/config", e);
        }
        return values;
    }

    private static void flatten(String key, JsonNode node, Map<String, List<String>> values) {
        if (node.isObject()) {
            node.fields()
                    .forEachRemaining(field -> flatten(
                            key.isEmpty() ? field.getKey() : key + "." + field.getKey(), field.getValue(), values));
        } else if (node.isArray()) {
            List<String> all = new ArrayList<>();
            node.forEach(element -> all.add(element.isValueNode() ? element.asText() : element.toString()));
            values.put(key, all);
        } else if (!key.isEmpty()) {
            values.put(key, node.isNull() ? List.of() : List.of(node.asText()));
        }
    }
}
