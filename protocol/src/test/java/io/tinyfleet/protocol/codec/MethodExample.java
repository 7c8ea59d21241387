package io.tinyfleet.protocol.codec;

import io.tinyfleet.protocol.mask.ClassMasks;
import io.tinyfleet.protocol.mask.MaskScheme;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.Contrast;
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
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.RoundPolicy;
import io.tinyfleet.protocol.message.SharedModel;
import io.tinyfleet.protocol.message.Skipping;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What methods, encodings and optional keys add to the {@link Example}s; classes and masks are the same. */
enum MethodExample implements HandWritten {
    PLAN_WITH_EVERY_OPTION(Kind.PLAN, Plans.OPTIONS, """
            b8 18                    # map of 24: all keys but 10, which 17 replaces
            00 01                    # version 1
            01 06                    # method: tinyproto-contrastive
            CLASSES TO LAMBDA
            0b 00                    # off-mask: zero
            0c 02                    # aps: none
            0d 02                    # encoding: i8
            0e 19 ea60               # deadline 60,000 ms
            0f 02                    # quorum 2
            10 fb 408f400000000000   # norm limit 1000.0
            11 fb 3fec000000000000   # mu: auto, tau to settle at 0.875
            12 fb 3ff8000000000000   # guard 1.5
            13 fb 3fc0000000000000   # temperature 0.125
            14 05                    # warm-up over 5 rounds
            15 01                    # initial weights: common
            16 fb 3fa0000000000000   # skip what moved by at most 0.03125
            17 0a                    # for at most 10 rounds
            18 18 fb 4004000000000000 # prior 2.5
            """) {
        @Override
        public Message message() {
            return agreed(
                    Method.TINYPROTO_CONTRASTIVE,
                    new Objective(1, new Mu.Auto(0.875), OffMask.ZERO, 1.5, new Contrast(0.125, 2.5), 5),
                    Aps.NONE,
                    Encoding.I8,
                    InitialWeights.COMMON,
                    new Skipping(0.03125, 10));
        }
    },
    PLAN_F16(Kind.PLAN, Plans.HALVES, """
            b1                       # map of 17
            00 01                    # version 1
            01 00                    # method: tinyproto-fp
            CLASSES TO LAMBDA
            0b 00                    # off-mask: zero
            0c 00                    # aps: mean
            0d 01                    # encoding: f16
            0e 19 ea60               # deadline 60,000 ms
            0f 02                    # quorum 2
            10 fb 408f400000000000   # norm limit 1000.0
            11 fb 3fec000000000000   # mu: auto, tau to settle at 0.875
            """) {
        @Override
        public Message message() {
            return agreed(
                    Method.TINYPROTO_FP,
                    new Objective(1, new Mu.Auto(0.875), OffMask.ZERO, null, null, 0),
                    Aps.MEAN,
                    Encoding.F16,
                    InitialWeights.OWN,
                    null);
        }
    },
    PLAN_FEDAVG(Kind.PLAN, Plans.MODELS, """
            b2                       # map of 18
            00 01                    # version 1
            01 05                    # method: fedavg
            CLASSES TO LAMBDA
            0a fb 3fb0000000000000   # mu 0.0625
            0b 00                    # off-mask: zero
            0c 00                    # aps: mean
            0d 00                    # encoding: f32
            0e 19 ea60               # deadline 60,000 ms
            0f 02                    # quorum 2
            10 fb 408f400000000000   # norm limit 1000.0
            15 01                    # initial weights: common
            """) {
        @Override
        public Message message() {
            return agreed(
                    Method.FEDAVG,
                    new Objective(1, 0.0625, OffMask.ZERO),
                    Aps.MEAN,
                    Encoding.F32,
                    InitialWeights.COMMON,
                    null);
        }
    },
    PLAN_ALONE(Kind.PLAN, Plans.NOTHING, """
            b1                       # map of 17
            00 01                    # version 1
            01 01                    # method: alone
            CLASSES TO LAMBDA
            0a fb 3fb0000000000000   # mu 0.0625
            0b 00                    # off-mask: zero
            0c 00                    # aps: mean
            0d 00                    # encoding: f32
            0e 19 ea60               # deadline 60,000 ms
            0f 02                    # quorum 2
            10 fb 408f400000000000   # norm limit 1000.0
            """) {
        @Override
        public Message message() {
            return agreed(
                    Method.ALONE,
                    new Objective(1, 0.0625, OffMask.ZERO),
                    Aps.MEAN,
                    Encoding.F32,
                    InitialWeights.OWN,
                    null);
        }
    },
    UPDATE_I8(Kind.UPDATE, Plans.OPTIONS, """
            a6                          # map of 6
            00 01                       # version 1
            01 48 1a77a644f4a6fc96      # plan hash
            02 82 00 02                 # classes 0 and 2
            03 d8 48 44                 # tag 72 (signed bytes), 4 bytes
               20 c0                    #   class 0: 32 and -64 times 2^-5: 1.0, -2.0
               20 60                    #   class 2: 32 and 96 times 2^-6: 0.5, 1.5
            05 d8 48 42 fb fa           # exponents -5 and -6
            06 fb 3fe8000000000000      # largest tau 0.75
            """) {
        @Override
        public Message message() {
            return new Update(stamp(), prototypes(), 0.75, null);
        }
    },
    UPDATE_THAT_SKIPS_ALL(Kind.UPDATE, Plans.OPTIONS, """
            a5                          # map of 5
            00 01                       # version 1
            01 48 1a77a644f4a6fc96      # plan hash
            02 80                       # no class has moved
            03 d8 48 40                 # tag 72, no value
            05 d8 48 40                 # no exponent; without a basis no tau either
            """) {
        @Override
        public Message message() {
            return new Update(stamp(), SparsePrototypes.none(2));
        }
    },
    GLOBAL_I8(Kind.GLOBAL, Plans.OPTIONS, """
            a6                          # map of 6
            00 01                       # version 1
            01 48 1a77a644f4a6fc96      # plan hash
            02 82 00 02                 # classes 0 and 2
            03 d8 48 44 20 c0 20 60     # as in the update
            04 82 07 18 2a              # from 7 and 42 devices
            05 d8 48 42 fb fa           # exponents -5 and -6; no mu is known yet
            """) {
        @Override
        public Message message() {
            return new GlobalPrototypes(stamp(), prototypes(), List.of(7, 42));
        }
    },
    GLOBAL_F16(Kind.GLOBAL, Plans.HALVES, """
            a6                          # map of 6
            00 01                       # version 1
            01 48 01ba3d674dec0766      # plan hash
            02 82 00 02                 # classes 0 and 2
            03 d8 54 48                 # tag 84 (binary16, little-endian), 8 bytes
               003c 00c0                #   class 0: 1.0, -2.0
               0038 003e                #   class 2: 0.5, 1.5
            04 82 07 18 2a              # from 7 and 42 devices
            06 fb 3fb0000000000000      # mu 0.0625
            """) {
        @Override
        public Message message() {
            return new GlobalPrototypes(stamp(), prototypes(), List.of(7, 42), 0.0625, null);
        }
    },
    UPDATE_FEDAVG(Kind.UPDATE, Plans.MODELS, """
            a6                          # map of 6
            00 01                       # version 1
            01 48 c92297d277743a2d      # plan hash
            02 80                       # no classes
            03 d8 55 40                 # and no values of theirs
            07 d8 55 4c                 # the model: tag 85, 12 bytes
               0000803f 000000c0 0000003f # 1.0, -2.0, 0.5
            08 18 36                    # 54 samples
            """) {
        @Override
        public Message message() {
            return new Update(stamp(), SparsePrototypes.none(2), null, new SharedModel(54, new float[] {1, -2, 0.5f}));
        }
    },
    GLOBAL_FEDAVG(Kind.GLOBAL, Plans.MODELS, """
            a7                          # map of 7
            00 01                       # version 1
            01 48 c92297d277743a2d      # plan hash
            02 80                       # no classes
            03 d8 55 40                 # no values of theirs
            04 80                       # and no contributors
            07 d8 55 4c                 # the model: tag 85, 12 bytes
               0000803f 000000c0 0000003f # 1.0, -2.0, 0.5
            08 1b 0000000100000000      # 2^32 samples
            """) {
        @Override
        public Message message() {
            return new GlobalPrototypes(
                    stamp(), SparsePrototypes.none(2), List.of(), null, new SharedModel(1L << 32, new float[] {
                        1, -2, 0.5f
                    }));
        }
    },
    UPDATE_ALONE(Kind.UPDATE, Plans.NOTHING, """
            a4                          # map of 4
            00 01                       # version 1
            01 48 7975b6caa8233b90      # plan hash
            02 80                       # no classes
            03 d8 55 40                 # and no values of theirs
            """) {
        @Override
        public Message message() {
            return new Update(stamp(), SparsePrototypes.none(2));
        }
    },
    GLOBAL_ALONE(Kind.GLOBAL, Plans.NOTHING, """
            a5                          # map of 5
            00 01                       # version 1
            01 48 7975b6caa8233b90      # plan hash
            02 80                       # no classes
            03 d8 55 40                 # no values of theirs
            04 80                       # and no contributors
            """) {
        @Override
        public Message message() {
            return new GlobalPrototypes(stamp(), SparsePrototypes.none(2), List.of());
        }
    };

    /** The first 8 bytes of what {@code sha256sum} says of the four plans' bytes, in their order. */
    private static final class Plans {
        static final long OPTIONS = 0x1a77a644f4a6fc96L;
        static final long HALVES = 0x01ba3d674dec0766L;
        static final long MODELS = 0xc92297d277743a2dL;
        static final long NOTHING = 0x7975b6caa8233b90L;
    }

    /** Keys 2 to 9, as in {@link Example#PLAN}. */
    private static final String CLASSES_TO_LAMBDA = """
            02 83 62 6f6b 64 776f726e 63 686f74 # "ok", "worn", "hot"
            03 0a 04 02              # d = 10, s = 2
            05 46 0300 0402 3000     # masks: {0, 1}, {2, 9}, {4, 5}
            06 58 20 9116333efe483810cdd9469686f67ba164d8bc15eedc1c01a428189c4b90c0eb
            07 01 08 18 2a           # balanced, from seed 42
            09 fb 3ff0000000000000   # lambda 1.0
            """;

    private final Kind kind;
    private final long hash;
    private final String hex;

    MethodExample(Kind kind, long hash, String hex) {
        this.kind = kind;
        this.hash = hash;
        this.hex = hex;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public byte[] bytes() {
        return HandWritten.bytes(hex.replace("CLASSES TO LAMBDA", CLASSES_TO_LAMBDA));
    }

    @Override
    public PlanInForce plan() {
        return new PlanInForce((Plan) planExample().message(), stamp());
    }

    PlanHash stamp() {
        return new PlanHash(hash);
    }

    /** The plan that it was made under. */
    MethodExample planExample() {
        return kind == Kind.PLAN
                ? this
                : List.of(values()).stream()
                        .filter(example -> example.kind == Kind.PLAN && example.hash == hash)
                        .findFirst()
                        .orElseThrow();
    }

    private static Plan agreed(
            Method method,
            Objective objective,
            Aps aps,
            Encoding encoding,
            InitialWeights initialWeights,
            @Nullable Skipping skipping) {
        return new Plan(
                method,
                List.of("ok", "worn", "hot"),
                ClassMasks.of(10, new int[][] {{0, 1}, {2, 9}, {4, 5}}),
                MaskScheme.BALANCED,
                42,
                objective,
                aps,
                encoding,
                new RoundPolicy(Duration.ofSeconds(60), 2),
                1000,
                initialWeights,
                skipping);
    }

    private static SparsePrototypes prototypes() {
        return new SparsePrototypes(ClassSet.of(0, 2), 2, new float[] {1, -2, 0.5f, 1.5f});
    }
}
