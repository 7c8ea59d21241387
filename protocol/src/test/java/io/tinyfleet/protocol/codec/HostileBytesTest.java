package io.tinyfleet.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tinyfleet.protocol.message.PlanInForce;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostileBytesTest {
    private static final int MUTATIONS = 20_000;
    /** What decoding {@code n} bytes may allocate: a parser with its symbols, and a few copies of what came. */
    private static final int FIXED_BYTES = 8 << 10;

    private static final int BYTES_PER_BYTE = 24;
    private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final PlanInForce PLAN = Example.inForce();

    /** Jackson keeps its buffers from one parser to the next: the first is not counted. */
    @BeforeAll
    static void loadClasses() {
        HandWritten.all().forEach(example -> {
            for (int i = 0; i < 100; i++) {
                decode(example.kind(), example.bytes(), example.plan());
            }
        });
    }

    private static boolean decode(Kind kind, byte[] payload, PlanInForce plan) {
        try {
            kind.decode(payload, plan);
            return true;
        } catch (DecodeException e) {
            return false;
        } catch (RuntimeException e) {
            throw new AssertionError(kind + " " + HexFormat.of().formatHex(payload), e);
        }
    }

    /** The least of some times: decoding takes the same each time, but the JVM links and recompiles in between. */
    private static long allocatedBy(Kind kind, byte[] payload, PlanInForce plan) {
        long least = Long.MAX_VALUE;
        for (int time = 0; time < 3; time++) {
            long before = MEMORY.getThreadAllocatedBytes(Thread.currentThread().getId());
            decode(kind, payload, plan);
            least = Math.min(
                    least, MEMORY.getThreadAllocatedBytes(Thread.currentThread().getId()) - before);
        }
        return least;
    }

    private static void assertBounded(Kind kind, byte[] payload) {
        assertThat(allocatedBy(kind, payload, PLAN))
                .as("%s %s", kind, HexFormat.of().formatHex(payload, 0, Math.min(64, payload.length)))
                .isLessThan(FIXED_BYTES + (long) BYTES_PER_BYTE * payload.length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ba 7fffffff 00 01                                  # a map of 2^31-1",
                "bb 8000000000000000 00 01                          # a map of 2^63",
                "bb ffffffffffffffff 00 01                          # a map of 2^64-1",
                "a4 00 01 01 5a 7fffffff 00                         # a byte string of 2^31-1",
                "a4 00 01 01 5b 8000000000000000 00                 # a byte string of 2^63",
                "a4 00 01 01 48 2409385baf267c89 02 9a 7fffffff 00  # an array of 2^31-1",
                "a4 00 01 01 48 2409385baf267c89 02 9b 8000000000000000 00",
                "a4 00 01 01 48 2409385baf267c89 02 7a 7fffffff 61  # text of 2^31-1",
                "a4 00 01 01 48 2409385baf267c89 02 7b 8000000000000000 61",
                "a4 00 01 01 48 2409385baf267c89 02 81 00 03 d8 55 5a 7fffffff 00",
                "a4 00 01 01 48 2409385baf267c89 02 81 00 03 d8 55 5b 8000000000000000",
                "b1 00 01 01 00 02 9a 7fffffff 61 61 61 62",
                "b1 00 01 01 00 02 82 7a 7fffffff 61 61 62",
                "b1 00 01 01 00 02 82 61 61 61 62 03 1a 00010000 04 1a 00010000 05 5a 7fffffff",
                "81 81 81 81 81 81 81 81 81 81 81 81 81 81 81 81 81 81 81 81 81 81 81 81",
                "a1 00 81 81 81 81 81 81 81 81 81 81 81 81 81 81 81 81 81 81 81 81 81 81",
                "a1 00 a1 00 a1 00 a1 00 a1 00 a1 00 a1 00 a1 00 a1 00 a1 00 a1 00 a1 00",
                "a1 00 c1 c1 c1 c1 c1 c1 c1 c1 c1 c1 c1 c1 c1 c1 c1 c1 c1 c1 c1 c1 c1 c1",
                "a1 00 c2 5a 7fffffff 01                            # a bignum of 2^31-1 bytes"
            })
    void aHostileLengthCostsNoMemory(String hex) {
        byte[] payload = HandWritten.bytes(hex);
        for (Kind kind : Kind.values()) {
            assertThat(decode(kind, payload, PLAN)).isFalse();
            assertBounded(kind, payload);
        }
    }

    @Test
    void aMebibyteOfNestingOrOfItemsIsRejectedInBoundedMemory() {
        for (int filler : new int[] {0x00, 0x18, 0x60, 0x81, 0xa1, 0xc1, 0xd8, 0xff}) {
            byte[] payload = new byte[1 << 20];
            Arrays.fill(payload, (byte) filler);
            // A map of one: key 0 with an array of all the rest.
            System.arraycopy(
                    new byte[] {(byte) 0xa1, 0, (byte) 0x9a, 0, 0x0f, (byte) 0xff, (byte) 0xf9}, 0, payload, 0, 7);
            for (Kind kind : Kind.values()) {
                assertThat(decode(kind, payload, PLAN)).isFalse();
                assertBounded(kind, payload);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.tinyfleet.protocol.codec.HandWritten#all")
    void mutatedMessagesAreDecodedOrRejectedInBoundedMemory(HandWritten example) {
        byte[] original = example.bytes();
        PlanInForce plan = example.plan();
        SplittableRandom random =
                new SplittableRandom(20260301L + example.name().hashCode());
        long most = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutated = mutate(original, random);
            most = Math.max(most, allocatedBy(example.kind(), mutated, plan) - (long) BYTES_PER_BYTE * mutated.length);
        }
        assertThat(most).isLessThan(FIXED_BYTES);
    }

    private static byte[] mutate(byte[] original, SplittableRandom random) {
        byte[] bytes = original.clone();
        for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
            int at = random.nextInt(bytes.length);
            bytes = switch (random.nextInt(5)) {
                case 0 -> withByte(bytes, at, bytes[at] ^ 1 << random.nextInt(8));
                case 1 -> withByte(bytes, at, random.nextInt(256));
                case 2 -> Arrays.copyOf(bytes, Math.max(1, at));
                case 3 -> spliced(bytes, at, at, random);
                default -> spliced(bytes, at, Math.min(bytes.length, at + random.nextInt(1, 9)), random);
            };
        }
        return bytes;
    }

    private static byte[] withByte(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
        return bytes;
    }

    /** Up to 8 random bytes instead of those from {@code from} to {@code to}. */
    private static byte[] spliced(byte[] bytes, int from, int to, SplittableRandom random) {
        byte[] inserted = new byte[random.nextInt(1, 9)];
        random.nextBytes(inserted);
        byte[] result = new byte[from + inserted.length + bytes.length - to];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(inserted, 0, result, from, inserted.length);
        System.arraycopy(bytes, to, result, from + inserted.length, bytes.length - to);
        return result;
    }
}
