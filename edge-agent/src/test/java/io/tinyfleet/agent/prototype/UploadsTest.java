package io.tinyfleet.agent.prototype;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.agent.Plans;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.Encoding;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.Skipping;
import io.tinyfleet.protocol.message.SparsePrototypes;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** s = 2. Skips what moved by a tenth or less, for three rounds at most. */
class UploadsTest {
    private static final double NO_LIMIT = 1e9;
    private static final Plan WHOLE_NUMBERS = Plans.with(Encoding.I8, null, NO_LIMIT);
    private static final Plan SKIPPING = Plans.with(Encoding.F32, new Skipping(0.1, 3), NO_LIMIT);
    private static final SparsePrototypes FIRST = both(10, 0, 0, 20);

    private final Uploads skipping = new Uploads(SKIPPING);

    @Test
    void inFullPrecisionWhatIsMeantIsSent() {
        Uploads uploads = new Uploads(Plans.small());
        for (int round = 1; round <= 3; round++) {
            assertThat(uploads.of(round(round), both(0.1f, 0.2f, 0.3f, 1e-30f)))
                    .isEqualTo(both(0.1f, 0.2f, 0.3f, 1e-30f));
        }
    }

    /** Beside 127 a step is 1. Without error feedback 0.4 would never be sent. */
    @Test
    void whatWasRoundedAwayIsSentLater() {
        Uploads uploads = new Uploads(WHOLE_NUMBERS);
        float[] sent = new float[10];
        for (int round = 0; round < sent.length; round++) {
            sent[round] = uploads.of(round(round + 1), red(127, 0.4f)).value(0, 1);
        }
        assertThat(sent).containsExactly(0, 1, 0, 1, 0, 0, 1, 0, 1, 0);
    }

    @ParameterizedTest
    @EnumSource(
            value = Encoding.class,
            names = {"F16", "I8"})
    void overAnyNumberOfRoundsTheSumsDifferByOneRoundingErrorOnly(Encoding encoding) {
        for (long seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Uploads uploads = new Uploads(Plans.with(encoding, null, 60_000));
            double[] difference = new double[2];
            for (int round = 1; round <= 100; round++) {
                float scale = (float) Math.pow(10, random.nextDouble(-3, 4));
                SparsePrototypes exact = red(scale * (float) random.nextDouble(-1, 1), scale);
                SparsePrototypes sent = uploads.of(round(round), exact);
                for (int index = 0; index < 2; index++) {
                    difference[index] += exact.value(0, index) - (double) sent.value(0, index);
                    assertThat(Math.abs(difference[index])).isLessThanOrEqualTo(roundingError(encoding, sent, index));
                }
            }
        }
    }

    /** At most: half a unit in the last of 11 binary digits; half a step of which the largest value has 64 or more. */
    private static double roundingError(Encoding encoding, SparsePrototypes sent, int index) {
        double largest = Math.max(Math.abs(sent.value(0, 0)), Math.abs(sent.value(0, 1)));
        double error =
                encoding == Encoding.F16 ? Math.max(Math.abs(sent.value(0, index)) / 2_048, 0x1p-25) : largest / 64 / 2;
        return error * (1 + 1e-3);
    }

    @Test
    void whatIsRoundedIsNotChangedByRoundingAgain() {
        for (Encoding encoding : Encoding.values()) {
            Uploads uploads = new Uploads(Plans.with(encoding, null, 60_000));
            SparsePrototypes sent = uploads.of(round(1), both(127.4f, -0.3f, 1e-7f, 333));
            assertThat(new Uploads(Plans.with(encoding, null, 60_000)).of(round(1), sent))
                    .isEqualTo(sent);
        }
    }

    /** 0.4 + 0.4 would be sent as 1. */
    @Test
    void aClassThatComesBackBeginsWithoutAnError() {
        Uploads uploads = new Uploads(WHOLE_NUMBERS);
        uploads.of(round(1), both(127, 0.4f, 127, 0.4f));
        assertThat(uploads.of(round(2), blue(127, 0.4f))).isEqualTo(blue(127, 1));
        assertThat(uploads.of(round(3), both(127, 0.4f, 127, 0.2f))).isEqualTo(both(127, 0, 127, 0));
    }

    @Test
    void whatIsBeyondTheNormLimitIsNotMadeUpForLater() {
        Uploads uploads = new Uploads(Plans.with(Encoding.F16, null, Encoding.LARGEST_F16));
        for (int round = 1; round <= 5; round++) {
            uploads.of(round(round), red(1e6f, 0));
        }
        assertThat(uploads.of(round(6), red(100, 0))).isEqualTo(red(100, 0));
    }

    @Test
    void whatHardlyMovedSinceItWasAcceptedIsLeftOut() {
        acceptedIn(1, FIRST);
        // red by exactly a tenth of its norm, blue by more
        assertThat(skipping.of(round(2), both(11, 0, 0, 22.1f))).isEqualTo(blue(0, 22.1f));
        skipping.accepted(round(2));
        assertThat(skipping.of(round(3), both(9, 0, 1, 22.1f))).isEqualTo(SparsePrototypes.none(2));
    }

    /** Small steps add up: what counts is what the aggregator has. */
    @Test
    void movesAreMeasuredFromWhatStands() {
        acceptedIn(1, red(100, 0));
        acceptedIn(2, red(106, 0));
        assertThat(skipping.of(round(3), red(112, 0))).isEqualTo(red(112, 0));
    }

    @Test
    void whatIsOldIsSentAgain() {
        acceptedIn(1, FIRST);
        for (int round = 2; round <= 4; round++) {
            assertThat(acceptedIn(round, FIRST)).isEqualTo(SparsePrototypes.none(2));
        }
        assertThat(acceptedIn(5, FIRST)).isEqualTo(FIRST);
        assertThat(acceptedIn(6, FIRST)).isEqualTo(SparsePrototypes.none(2));
    }

    /** It may stand all the same: the word of that may be lost. */
    @Test
    void whatWasNotAcceptedIsSentAgainAndAgain() {
        assertThat(skipping.of(round(1), FIRST)).isEqualTo(FIRST);
        assertThat(skipping.of(round(2), FIRST)).isEqualTo(FIRST);
        skipping.accepted(round(1));
        assertThat(skipping.of(round(3), FIRST)).isEqualTo(FIRST);
    }

    /** Round 2 moved red away; whether that stands is not known, so coming back is no reason to leave it out. */
    @Test
    void aClassWhoseLastWordIsUncertainIsNotLeftOut() {
        acceptedIn(1, FIRST);
        assertThat(skipping.of(round(2), both(15, 0, 0, 20))).isEqualTo(red(15, 0));
        assertThat(skipping.of(round(3), FIRST)).isEqualTo(red(10, 0));
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 1e-30f})
    void aPrototypeOfNoLengthIsLeftOutOnlyIfItStaysSo(float little) {
        acceptedIn(1, red(0, 0));
        assertThat(skipping.of(round(2), red(little, 0)).classes().isEmpty()).isEqualTo(little == 0);
    }

    private SparsePrototypes acceptedIn(int round, SparsePrototypes exact) {
        SparsePrototypes sent = skipping.of(round(round), exact);
        skipping.accepted(round(round));
        assertThat(sent.kept()).isEqualTo(2);
        return sent;
    }

    private static SparsePrototypes both(float... values) {
        return new SparsePrototypes(ClassSet.of(0, 2), 2, values);
    }

    private static SparsePrototypes red(float... values) {
        return new SparsePrototypes(ClassSet.of(0), 2, values);
    }

    private static SparsePrototypes blue(float... values) {
        return new SparsePrototypes(ClassSet.of(2), 2, values);
    }

    private static RoundNumber round(int number) {
        return new RoundNumber(number);
    }
}
