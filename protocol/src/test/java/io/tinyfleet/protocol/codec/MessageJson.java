package io.tinyfleet.protocol.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.mask.ClassMasks;
import io.tinyfleet.protocol.mask.MaskScheme;
import io.tinyfleet.protocol.message.Accuracy;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.Contrast;
import io.tinyfleet.protocol.message.DeviceStatus.Offline;
import io.tinyfleet.protocol.message.DeviceStatus.Online;
import io.tinyfleet.protocol.message.Encoding;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.InitialWeights;
import io.tinyfleet.protocol.message.Message;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Mu;
import io.tinyfleet.protocol.message.Objective;
import io.tinyfleet.protocol.message.OffMask;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.PlanHash;
import io.tinyfleet.protocol.message.Receipt;
import io.tinyfleet.protocol.message.Rejection;
import io.tinyfleet.protocol.message.Report;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import io.tinyfleet.protocol.message.RoundPhase;
import io.tinyfleet.protocol.message.RoundPolicy;
import io.tinyfleet.protocol.message.SharedModel;
import io.tinyfleet.protocol.message.Skipping;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Messages as people read them, and back; knows nothing of CBOR. */
final class MessageJson {
    private MessageJson() {}

    static Message read(Kind kind, JsonNode json) {
        return switch (kind) {
            case PLAN -> plan(json);
            case ROUND ->
                new RoundAnnouncement(
                        hash(json),
                        round(json, "round"),
                        RoundPhase.valueOf(json.get("phase").asText()),
                        round(json, "basis"),
                        Instant.parse(json.get("openedAt").asText()),
                        Instant.parse(json.get("deadline").asText()),
                        json.path("note").asText(""));
            case UPDATE -> new Update(hash(json), prototypes(json), optional(json, "largestTau"), model(json));
            case GLOBAL ->
                new GlobalPrototypes(
                        hash(json),
                        prototypes(json),
                        IntStream.of(integers(json.get("contributors"))).boxed().toList(),
                        optional(json, "mu"),
                        model(json));
            case STATUS ->
                json.get("online").asBoolean()
                        ? new Online(
                                hash(json),
                                json.get("agent").asText(),
                                json.get("model").asText(),
                                ClassSet.of(integers(json.get("classesHeld"))))
                        : new Offline();
            case RECEIPT ->
                json.has("rejection")
                        ? new Receipt(
                                hash(json),
                                round(json, "round"),
                                Rejection.valueOf(json.get("rejection").asText()),
                                json.get("detail").asText())
                        : Receipt.accepted(hash(json), round(json, "round"));
            case REPORT ->
                new Report(
                        hash(json),
                        round(json, "round"),
                        new Accuracy(
                                json.get("localPrototypeAccuracy").asDouble(),
                                optional(json, "globalPrototypeAccuracy"),
                                json.get("headAccuracy").asDouble(),
                                json.get("combinedAccuracy").asDouble()),
                        json.get("testSamples").asInt(),
                        json.get("crossEntropy").asDouble(),
                        json.get("pull").asDouble(),
                        optional(json, "largestTau"),
                        json.get("trainingMs").asLong(),
                        json.get("residentBytes").asLong());
        };
    }

    private static Plan plan(JsonNode json) {
        List<String> names = new ArrayList<>();
        json.get("classNames").forEach(name -> names.add(name.asText()));
        List<int[]> masks = new ArrayList<>();
        json.get("masks").forEach(mask -> masks.add(integers(mask)));
        return new Plan(
                Method.valueOf(json.get("method").asText()),
                names,
                ClassMasks.of(json.get("dimensions").asInt(), masks.toArray(int[][]::new)),
                MaskScheme.valueOf(json.get("maskScheme").asText()),
                json.get("maskSeed").asLong(),
                objective(json),
                Aps.valueOf(json.get("aps").asText()),
                Encoding.valueOf(json.get("encoding").asText()),
                new RoundPolicy(
                        Duration.ofMillis(json.get("deadlineMs").asLong()),
                        json.get("quorum").asInt()),
                json.get("normLimit").asDouble(),
                InitialWeights.valueOf(json.path("initialWeights").asText("OWN")),
                json.has("skipThreshold")
                        ? new Skipping(
                                json.get("skipThreshold").asDouble(),
                                json.get("skipRounds").asInt())
                        : null);
    }

    private static Objective objective(JsonNode json) {
        Double mu = optional(json, "mu");
        return new Objective(
                json.get("lambda").asDouble(),
                mu == null ? new Mu.Auto(json.get("targetTau").asDouble()) : new Mu.Fixed(mu),
                OffMask.valueOf(json.get("offMask").asText()),
                optional(json, "guard"),
                json.has("temperature")
                        ? new Contrast(
                                json.get("temperature").asDouble(),
                                json.get("prior").asDouble())
                        : null,
                json.path("warmUp").asInt(0));
    }

    private static PlanHash hash(JsonNode json) {
        return PlanHash.fromBytes(HexFormat.of().parseHex(json.get("planHash").asText()));
    }

    private static RoundNumber round(JsonNode json, String field) {
        return new RoundNumber(json.get(field).asInt());
    }

    private static SparsePrototypes prototypes(JsonNode json) {
        JsonNode values = json.get("values");
        return new SparsePrototypes(
                ClassSet.of(integers(json.get("classes"))),
                json.get("valuesPerClass").asInt(),
                floats(values));
    }

    private static @Nullable SharedModel model(JsonNode json) {
        return json.has("samples") ? new SharedModel(json.get("samples").asLong(), floats(json.get("model"))) : null;
    }

    private static float[] floats(JsonNode array) {
        float[] floats = new float[array.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) array.get(i).asDouble();
        }
        return floats;
    }

    private static int[] integers(JsonNode array) {
        return IntStream.range(0, array.size()).map(i -> array.get(i).asInt()).toArray();
    }

    private static @Nullable Double optional(JsonNode json, String field) {
        return json.has(field) ? Double.valueOf(json.get(field).asDouble()) : null;
    }

    static ObjectNode write(Message message) {
        ObjectNode json = Vector.object();
        if (message instanceof Plan plan) {
            writePlan(json, plan);
        } else if (message instanceof RoundAnnouncement round) {
            stamp(json, round.plan()).put("round", round.round().value());
            json.put("phase", round.phase().name()).put("basis", round.basis().value());
            json.put("openedAt", round.openedAt().toString())
                    .put("deadline", round.deadline().toString());
            if (!round.note().isEmpty()) {
                json.put("note", round.note());
            }
        } else if (message instanceof Update update) {
            writePrototypes(stamp(json, update.plan()), update.prototypes());
            putOptional(json, "largestTau", update.largestTau());
            writeModel(json, update.model());
        } else if (message instanceof GlobalPrototypes global) {
            writePrototypes(stamp(json, global.plan()), global.prototypes());
            ArrayNode contributors = json.putArray("contributors");
            global.contributors().forEach(contributors::add);
            putOptional(json, "mu", global.mu());
            writeModel(json, global.model());
        } else if (message instanceof Online online) {
            stamp(json.put("online", true), online.plan())
                    .put("agent", online.agent())
                    .put("model", online.model());
            writeClasses(json.putArray("classesHeld"), online.classesHeld());
        } else if (message instanceof Offline) {
            json.put("online", false);
        } else if (message instanceof Receipt receipt) {
            stamp(json, receipt.plan()).put("round", receipt.round().value());
            Rejection rejection = receipt.rejection();
            if (rejection != null) {
                json.put("rejection", rejection.name()).put("detail", receipt.detail());
            }
        } else if (message instanceof Report report) {
            writeReport(stamp(json, report.plan()), report);
        }
        return json;
    }

    private static ObjectNode stamp(ObjectNode json, PlanHash hash) {
        return json.put("planHash", hash.toString());
    }

    private static void writePlan(ObjectNode json, Plan plan) {
        json.put("method", plan.method().name());
        ArrayNode names = json.putArray("classNames");
        plan.classNames().forEach(names::add);
        json.put("dimensions", plan.dimensions()).put("kept", plan.kept());
        ArrayNode masks = json.putArray("masks");
        for (int cls = 0; cls < plan.classes(); cls++) {
            ArrayNode mask = masks.addArray();
            for (int index = 0; index < plan.kept(); index++) {
                mask.add(plan.masks().dimension(cls, index));
            }
        }
        json.put("maskScheme", plan.maskScheme().name()).put("maskSeed", plan.maskSeed());
        writeObjective(json, plan);
        json.put("aps", plan.aps().name());
        json.put("encoding", plan.encoding().name());
        json.put("deadlineMs", plan.rounds().deadline().toMillis())
                .put("quorum", plan.rounds().quorum());
        json.put("normLimit", plan.normLimit());
        if (plan.initialWeights() != InitialWeights.OWN) {
            json.put("initialWeights", plan.initialWeights().name());
        }
        Skipping skipping = plan.skipping();
        if (skipping != null) {
            json.put("skipThreshold", skipping.threshold()).put("skipRounds", skipping.longestRounds());
        }
    }

    private static void writeObjective(ObjectNode json, Plan plan) {
        Objective objective = plan.objective();
        json.put("lambda", objective.lambda());
        if (objective.mu() instanceof Mu.Fixed fixed) {
            json.put("mu", fixed.value());
        } else if (objective.mu() instanceof Mu.Auto auto) {
            json.put("targetTau", auto.targetTau());
        }
        json.put("offMask", objective.offMask().name());
        putOptional(json, "guard", objective.guard());
        Contrast contrast = objective.contrast();
        if (contrast != null) {
            json.put("temperature", contrast.temperature()).put("prior", contrast.prior());
        }
        if (objective.warmUp() > 0) {
            json.put("warmUp", objective.warmUp());
        }
    }

    private static void writeModel(ObjectNode json, @Nullable SharedModel model) {
        if (model != null) {
            ArrayNode values = json.put("samples", model.samples()).putArray("model");
            for (float value : model.toArray()) {
                values.add(value);
            }
        }
    }

    private static void putOptional(ObjectNode json, String field, @Nullable Double value) {
        if (value != null) {
            json.put(field, value);
        }
    }

    private static void writePrototypes(ObjectNode json, SparsePrototypes prototypes) {
        writeClasses(json.putArray("classes"), prototypes.classes());
        json.put("valuesPerClass", prototypes.kept());
        ArrayNode values = json.putArray("values");
        for (float value : prototypes.toArray()) {
            values.add(value);
        }
    }

    private static void writeClasses(ArrayNode json, ClassSet classes) {
        for (int position = 0; position < classes.size(); position++) {
            json.add(classes.at(position));
        }
    }

    private static void writeReport(ObjectNode json, Report report) {
        json.put("round", report.round().value());
        json.put("localPrototypeAccuracy", report.accuracy().localPrototype());
        putOptional(json, "globalPrototypeAccuracy", report.accuracy().globalPrototype());
        json.put("headAccuracy", report.accuracy().head())
                .put("combinedAccuracy", report.accuracy().combined())
                .put("testSamples", report.testSamples());
        json.put("crossEntropy", report.crossEntropy()).put("pull", report.pull());
        putOptional(json, "largestTau", report.largestTau());
        json.put("trainingMs", report.trainingMs()).put("residentBytes", report.residentBytes());
    }
}
