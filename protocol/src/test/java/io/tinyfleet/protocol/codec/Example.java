package io.tinyfleet.protocol.codec;

import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.mask.ClassMasks;
import io.tinyfleet.protocol.mask.MaskScheme;
import io.tinyfleet.protocol.message.Accuracy;
import io.tinyfleet.protocol.message.Aps;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.DeviceStatus.Offline;
import io.tinyfleet.protocol.message.DeviceStatus.Online;
import io.tinyfleet.protocol.message.Encoding;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.Message;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Objective;
import io.tinyfleet.protocol.message.OffMask;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.PlanHash;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Receipt;
import io.tinyfleet.protocol.message.Rejection;
import io.tinyfleet.protocol.message.Report;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import io.tinyfleet.protocol.message.RoundPhase;
import io.tinyfleet.protocol.message.RoundPolicy;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One or two messages of every kind, under a plan that has no optional key. */
enum Example implements HandWritten {
    PLAN(Kind.PLAN, """
            b1                       # map of 17
            00 01                    # version 1
            01 00                    # method: tinyproto-fp
            02 83                    # 3 class names
               62 6f6b               #   "ok"
               64 776f726e           #   "worn"
               63 686f74             #   "hot"
            03 0a                    # d = 10
            04 02                    # s = 2
            05 46 0300 0402 3000     # masks: {0, 1}, {2, 9}, {4, 5}
            06 58 20                 # their SHA-256
               9116333efe483810cdd9469686f67ba164d8bc15eedc1c01a428189c4b90c0eb
            07 01                    # mask scheme: balanced
            08 18 2a                 # mask seed 42
            09 fb 3ff0000000000000   # lambda 1.0
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
            return new Plan(
                    Method.TINYPROTO_FP,
                    List.of("ok", "worn", "hot"),
                    ClassMasks.of(10, new int[][] {{0, 1}, {2, 9}, {4, 5}}),
                    MaskScheme.BALANCED,
                    42,
                    new Objective(1, 0.0625, OffMask.ZERO),
                    Aps.MEAN,
                    Encoding.F32,
                    new RoundPolicy(Duration.ofSeconds(60), 2),
                    1000);
        }
    },
    ROUND(Kind.ROUND, """
            a7                          # map of 7
            00 01                       # version 1
            01 48 2409385baf267c89      # plan hash
            02 03                       # round 3
            03 00                       # open
            04 02                       # basis: round 2
            05 1b 0000019ca9450a00      # opened at 2026-03-01T12:00:00Z
            06 1b 0000019ca945f460      # deadline a minute later
            """) {
        @Override
        public Message message() {
            return announcement(RoundPhase.OPEN, 2, "");
        }
    },
    ROUND_WITH_NOTE(Kind.ROUND, """
            a8                          # map of 8
            00 01                       # version 1
            01 48 2409385baf267c89      # plan hash
            02 03                       # round 3
            03 02                       # skipped
            04 00                       # basis: none
            05 1b 0000019ca9450a00      # opened at
            06 1b 0000019ca945f460      # deadline
            07 6d 31206f66203220 64c3a96ac3a0 # 13 bytes: "1 of 2 déjà"
            """) {
        @Override
        public Message message() {
            return announcement(RoundPhase.SKIPPED, 0, "1 of 2 d\u00e9j\u00e0");
        }
    },
    UPDATE(Kind.UPDATE, """
            a4                          # map of 4
            00 01                       # version 1
            01 48 2409385baf267c89      # plan hash
            02 82 00 02                 # classes 0 and 2
            03 d8 55 50                 # tag 85 (binary32, little-endian), 16 bytes
               0000803f 000000c0        #   class 0: 1.0, -2.0
               0000003f 0000c03f        #   class 2: 0.5, 1.5
            """) {
        @Override
        public Message message() {
            return new Update(HASH, prototypes());
        }
    },
    GLOBAL(Kind.GLOBAL, """
            a5                          # map of 5
            00 01                       # version 1
            01 48 2409385baf267c89      # plan hash
            02 82 00 02                 # classes 0 and 2: nobody sent class 1
            03 d8 55 50                 # tag 85, 16 bytes
               0000803f 000000c0        #   class 0: 1.0, -2.0
               0000003f 0000c03f        #   class 2: 0.5, 1.5
            04 82 07 18 2a              # from 7 and 42 devices
            """) {
        @Override
        public Message message() {
            return new GlobalPrototypes(HASH, prototypes(), List.of(7, 42));
        }
    },
    ONLINE(Kind.STATUS, """
            a5                          # map of 5
            00 01                       # version 1
            01 48 2409385baf267c89      # plan hash
            02 67 612d312f302e31        # agent "a-1/0.1"
            03 63 6d6c70                # model "mlp"
            04 82 00 02                 # holds classes 0 and 2
            """) {
        @Override
        public Message message() {
            return new Online(HASH, "a-1/0.1", "mlp", ClassSet.of(0, 2));
        }
    },
    OFFLINE(Kind.STATUS, "a1 00 01 # map of 1, version 1") {
        @Override
        public Message message() {
            return new Offline();
        }
    },
    ACCEPTED(Kind.RECEIPT, """
            a3                          # map of 3
            00 01                       # version 1
            01 48 2409385baf267c89      # plan hash
            02 03                       # round 3
            """) {
        @Override
        public Message message() {
            return Receipt.accepted(HASH, ROUND_3);
        }
    },
    REJECTED(Kind.RECEIPT, """
            a5                          # map of 5
            00 01                       # version 1
            01 48 2409385baf267c89      # plan hash
            02 03                       # round 3
            03 09                       # late
            04 6f 63757272656e7420726f756e642035 # "current round 5"
            """) {
        @Override
        public Message message() {
            return Receipt.rejected(HASH, ROUND_3, Rejection.LATE, "current round 5");
        }
    },
    REPORT(Kind.REPORT, """
            ad                          # map of 13
            00 01                       # version 1
            01 48 2409385baf267c89      # plan hash
            02 03                       # round 3
            03 fb 3fec000000000000      # accuracy 0.875 by local prototypes
            04 fb 3fe8000000000000      # 0.75 by global ones
            05 fb 3fe0000000000000      # 0.5 by the head
            06 18 64                    # of 100 test samples
            07 fb 3fd0000000000000      # cross-entropy 0.25
            08 fb 3fb0000000000000      # R 0.0625
            09 fb 3fe8000000000000      # largest tau 0.75
            0a 19 01f4                  # 500 ms
            0b 1a c0000000              # 3 GiB
            0c fb 3fe4000000000000      # accuracy 0.625 by what the device predicts by
            """) {
        @Override
        public Message message() {
            return report(0.75, 0.75);
        }
    },
    REPORT_OF_A_FIRST_ROUND(Kind.REPORT, """
            ab                          # map of 11
            00 01                       # version 1
            01 48 2409385baf267c89      # plan hash
            02 03                       # round 3
            03 fb 3fec000000000000      # accuracy 0.875 by local prototypes
            05 fb 3fe0000000000000      # 0.5 by the head
            06 18 64                    # of 100 test samples
            07 fb 3fd0000000000000      # cross-entropy 0.25
            08 fb 3fb0000000000000      # R 0.0625
            0a 19 01f4                  # 500 ms
            0b 1a c0000000              # 3 GiB
            0c fb 3fe4000000000000      # accuracy 0.625 by what the device predicts by
            """) {
        @Override
        public Message message() {
            return report(null, null);
        }
    };

    /** The first 8 bytes of what {@code sha256sum} says of {@link #PLAN}'s bytes. */
    static final PlanHash HASH = new PlanHash(0x2409385baf267c89L);

    static final RoundNumber ROUND_3 = new RoundNumber(3);

    private final Kind kind;
    private final String hex;

    Example(Kind kind, String hex) {
        this.kind = kind;
        this.hex = hex;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public byte[] bytes() {
        return HandWritten.bytes(hex);
    }

    @Override
    public PlanInForce plan() {
        return inForce();
    }

    static PlanInForce inForce() {
        return new PlanInForce((Plan) PLAN.message(), HASH);
    }

    private static SparsePrototypes prototypes() {
        return new SparsePrototypes(ClassSet.of(0, 2), 2, new float[] {1, -2, 0.5f, 1.5f});
    }

    private static RoundAnnouncement announcement(RoundPhase phase, int basis, String note) {
        Instant openedAt = Instant.parse("2026-03-01T12:00:00Z");
        return new RoundAnnouncement(
                HASH, ROUND_3, phase, new RoundNumber(basis), openedAt, openedAt.plusSeconds(60), note);
    }

    private static Report report(@Nullable Double global, @Nullable Double tau) {
        return new Report(
                HASH, ROUND_3, new Accuracy(0.875, global, 0.5, 0.625), 100, 0.25, 0.0625, tau, 500, 3L << 30);
    }
}
