package io.tinyfleet.protocol.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tinyfleet.protocol.message.PlanInForce;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** One test vector: {@code name.cbor} and, next to it, {@code name.json}, which says what it is. */
final class Vector {
    static final Path FOLDER = Path.of("src/test/resources/vectors");

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final String name;
    private final byte[] payload;
    private final JsonNode about;

    Vector(String name, byte[] payload, JsonNode about) {
        this.name = name;
        this.payload = payload;
        this.about = about;
    }

    static List<Vector> all() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(file -> file.endsWith(".json"))
                    .map(file -> read(file.substring(0, file.length() - ".json".length())))
                    .sorted((one, other) -> one.name.compareTo(other.name))
                    .toList();
        }
    }

    static Vector read(String name) {
        try {
            return new Vector(
                    name,
                    Files.readAllBytes(FOLDER.resolve(name + ".cbor")),
                    JSON.readTree(FOLDER.resolve(name + ".json").toFile()));
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }

    void write() throws IOException {
        Files.write(FOLDER.resolve(name + ".cbor"), payload);
        Files.writeString(
                FOLDER.resolve(name + ".json"), JSON.writeValueAsString(about) + "\n", StandardCharsets.UTF_8);
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    byte[] payload() {
        return payload.clone();
    }

    JsonNode about() {
        return about;
    }

    Kind kind() {
        return Kind.valueOf(about.get("message").asText().toUpperCase(Locale.ROOT));
    }

    boolean isValid() {
        return about.get("valid").asBoolean();
    }

    /** The plan that the vector was made under; a plan is its own. */
    PlanInForce plan() throws DecodeException {
        return PlanCodec.decode(
                isValid() && kind() == Kind.PLAN
                        ? payload
                        : read(about.get("plan").asText()).payload());
    }

    @Override
    public String toString() {
        return name;
    }
}
