package io.tinyfleet.protocol.codec;

import io.tinyfleet.protocol.mask.ClassMasks;
import io.tinyfleet.protocol.mask.MaskScheme;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.Contrast;
import io.tinyfleet.protocol.message.Encoding;
import io.tinyfleet.protocol.message.InitialWeights;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Mu;
import io.tinyfleet.protocol.message.Objective;
import io.tinyfleet.protocol.message.OffMask;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.PlanHash;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.RoundPolicy;
import io.tinyfleet.protocol.message.Skipping;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;

/** {@link Plan} on the wire: it carries the masks themselves, so that a device needs no generator. */
public final class PlanCodec {
    private static final int METHOD = 1;
    private static final int CLASS_NAMES = 2;
    private static final int DIMENSIONS = 3;
    private static final int KEPT = 4;
    private static final int MASKS = 5;
    private static final int MASKS_HASH = 6;
    private static final int MASK_SCHEME = 7;
    private static final int MASK_SEED = 8;
    private static final int LAMBDA = 9;
    private static final int MU = 10;
    private static final int OFF_MASK = 11;
    private static final int APS = 12;
    private static final int ENCODING = 13;
    private static final int DEADLINE_MS = 14;
    private static final int QUORUM = 15;
    private static final int NORM_LIMIT = 16;
    private static final int TARGET_TAU = 17;
    private static final int GUARD = 18;
    private static final int TEMPERATURE = 19;
    private static final int WARM_UP = 20;
    private static final int INITIAL_WEIGHTS = 21;
    private static final int SKIP_THRESHOLD = 22;
    private static final int SKIP_ROUNDS = 23;
    private static final int PRIOR = 24;

    private PlanCodec() {}

    public static byte[] encode(Plan plan) {
        byte[] masks = plan.masks().toBitmaps();
        Objective objective = plan.objective();
        Contrast contrast = objective.contrast();
        Skipping skipping = plan.skipping();
        return CborWriter.message(out -> {
            out.code(METHOD, plan.method())
                    .texts(CLASS_NAMES, plan.classNames())
                    .integer(DIMENSIONS, plan.dimensions())
                    .integer(KEPT, plan.kept())
                    .bytes(MASKS, masks)
                    .bytes(MASKS_HASH, sha256(masks))
                    .code(MASK_SCHEME, plan.maskScheme())
                    .integer(MASK_SEED, plan.maskSeed())
                    .number(LAMBDA, objective.lambda())
                    .optionalNumber(MU, objective.mu() instanceof Mu.Fixed fixed ? fixed.value() : null)
                    .code(OFF_MASK, objective.offMask())
                    .code(APS, plan.aps())
                    .code(ENCODING, plan.encoding())
                    .integer(DEADLINE_MS, plan.rounds().deadline().toMillis())
                    .integer(QUORUM, plan.rounds().quorum())
                    .number(NORM_LIMIT, plan.normLimit())
                    .optionalNumber(TARGET_TAU, objective.mu() instanceof Mu.Auto auto ? auto.targetTau() : null)
                    .optionalNumber(GUARD, objective.guard());
            if (contrast != null) {
                out.number(TEMPERATURE, contrast.temperature());
            }
            if (objective.warmUp() > 0) {
                out.integer(WARM_UP, objective.warmUp());
            }
            if (plan.initialWeights() != InitialWeights.OWN) {
                out.code(INITIAL_WEIGHTS, plan.initialWeights());
            }
            if (skipping != null) {
                out.number(SKIP_THRESHOLD, skipping.threshold()).integer(SKIP_ROUNDS, skipping.longestRounds());
            }
            if (contrast != null) {
                out.number(PRIOR, contrast.prior());
            }
        });
    }

    /** Puts a plan in force: the hash is taken of {@code payload} as it came. */
    public static PlanInForce decode(byte[] payload) throws DecodeException {
        Plan plan = CborReader.message(payload, PlanCodec::read);
        return new PlanInForce(plan, PlanHash.of(payload));
    }

    private static Plan read(CborReader in) throws IOException, DecodeException {
        Method method = in.code(METHOD, Method.class);
        List<String> classNames = in.texts(CLASS_NAMES, Plan.MOST_CLASSES, Plan.LONGEST_NAME);
        int dimensions = (int) in.integer(DIMENSIONS, Plan.MOST_DIMENSIONS);
        int kept = (int) in.integer(KEPT, dimensions);
        byte[] bitmaps = in.bytes(MASKS);
        if (!MessageDigest.isEqual(in.bytes(MASKS_HASH), sha256(bitmaps))) {
            throw CborReader.malformed("the masks do not have the hash that the plan states");
        }
        ClassMasks masks = ClassMasks.fromBitmaps(classNames.size(), dimensions, kept, bitmaps);
        MaskScheme scheme = in.code(MASK_SCHEME, MaskScheme.class);
        long seed = in.signed(MASK_SEED);
        double lambda = in.number(LAMBDA);
        Double mu = in.optionalNumber(MU);
        OffMask offMask = in.code(OFF_MASK, OffMask.class);
        Aps aps = in.code(APS, Aps.class);
        Encoding encoding = in.code(ENCODING, Encoding.class);
        RoundPolicy rounds = new RoundPolicy(
                Duration.ofMillis(in.integer(DEADLINE_MS, RoundPolicy.LONGEST_DEADLINE.toMillis())),
                (int) in.integer(QUORUM, Integer.MAX_VALUE));
        double normLimit = in.number(NORM_LIMIT);
        Mu scale = mu == null ? new Mu.Auto(in.number(TARGET_TAU)) : new Mu.Fixed(mu);
        Double guard = in.optionalNumber(GUARD);
        boolean contrasts = method.pull() == Method.Pull.CONTRAST;
        double temperature = contrasts ? in.number(TEMPERATURE) : 0;
        int warmUp = in.has(WARM_UP) ? warmUp(in) : 0;
        InitialWeights initialWeights = in.has(INITIAL_WEIGHTS) ? initialWeights(in) : InitialWeights.OWN;
        Skipping skipping = in.has(SKIP_THRESHOLD)
                ? new Skipping(in.number(SKIP_THRESHOLD), (int) in.integer(SKIP_ROUNDS, Skipping.MOST_ROUNDS))
                : null;
        Contrast contrast = contrasts ? new Contrast(temperature, in.number(PRIOR)) : null;
        return new Plan(
                method,
                classNames,
                masks,
                scheme,
                seed,
                new Objective(lambda, scale, offMask, guard, contrast, warmUp),
                aps,
                encoding,
                rounds,
                normLimit,
                initialWeights,
                skipping);
    }

    /** There is one way to say none: without the key. */
    private static int warmUp(CborReader in) throws IOException, DecodeException {
        int rounds = (int) in.integer(WARM_UP, Objective.LONGEST_WARM_UP);
        if (rounds == 0) {
            throw CborReader.malformed("a warm-up of 0 rounds");
        }
        return rounds;
    }

    /** There is one way to say a device's own: without the key. */
    private static InitialWeights initialWeights(CborReader in) throws IOException, DecodeException {
        InitialWeights weights = in.code(INITIAL_WEIGHTS, InitialWeights.class);
        if (weights == InitialWeights.OWN) {
            throw CborReader.malformed("own initial weights under a key");
        }
        return weights;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
