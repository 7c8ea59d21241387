package io.tinyfleet.aggregator.prototype.trained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tinyfleet.aggregator.Plans;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.SparsePrototypes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrototypeTrainerTest {
    private static final int CLASSES = 5;
    private static final int KEPT = 12;
    private static final RoundNumber SECOND = RoundNumber.FIRST.next();
    private static final PrototypeTrainer TRAINER = new PrototypeTrainer(CLASSES, KEPT, PrototypeTrainer.EPOCHS, 42);
    private static final NetworkState INITIAL = TRAINER.initial();
    private static final List<SparsePrototypes> UPLOADS = uploads(1);

    @Test
    void everyUploadIsNearestToItsOwnPrototype() {
        TrainedRound round = TRAINER.train(INITIAL, UPLOADS, RoundNumber.FIRST);

        assertThat(round.prototypes().classes()).isEqualTo(ClassSet.of(0, 1, 2, 3));
        assertThat(round.contributors()).containsExactly(12, 12, 12, 12);
        assertThat(misplaced(UPLOADS, round.prototypes())).isZero();
        assertThat(misplaced(UPLOADS, untrained(round))).isGreaterThan(UPLOADS.size());
    }

    @Test
    void theSameInputsGiveTheSameBits() {
        assertThat(TRAINER.train(INITIAL, uploads(1), RoundNumber.FIRST))
                .isEqualTo(TRAINER.train(INITIAL, uploads(1), RoundNumber.FIRST));
    }

    /** If this fails on another machine or JDK, a ledger replayed there gives other prototypes. */
    @Test
    void theBitsAreTheseOnEveryMachine() {
        TrainedRound round = TRAINER.train(INITIAL, UPLOADS, RoundNumber.FIRST);

        assertThat(List.of(
                        INITIAL.hashCode(),
                        round.state().hashCode(),
                        Arrays.hashCode(round.prototypes().toArray())))
                .containsExactly(-1326960542, 1176599421, -673468072);
    }

    @Test
    void goesOnFromAStoredStateAsIfItHadNotStopped() {
        TrainedRound first = TRAINER.train(INITIAL, UPLOADS, RoundNumber.FIRST);
        NetworkState restored = NetworkState.of(CLASSES, KEPT, first.state().toArray());
        PrototypeTrainer restarted = new PrototypeTrainer(CLASSES, KEPT, PrototypeTrainer.EPOCHS, 42);

        TrainedRound second = TRAINER.train(first.state(), UPLOADS, SECOND);

        assertThat(restarted.train(restored, UPLOADS, SECOND)).isEqualTo(second);
        assertThat(second.state()).isNotEqualTo(first.state());
    }

    @Test
    void seedAndRoundShuffle() {
        TrainedRound first = TRAINER.train(INITIAL, UPLOADS, RoundNumber.FIRST);
        PrototypeTrainer otherSeed = new PrototypeTrainer(CLASSES, KEPT, PrototypeTrainer.EPOCHS, 43);

        assertThat(TRAINER.train(INITIAL, UPLOADS, SECOND)).isNotEqualTo(first);
        assertThat(otherSeed.train(INITIAL, UPLOADS, RoundNumber.FIRST)).isNotEqualTo(first);
    }

    /** Which is why the caller sorts the devices: another order is another shuffle, no less good. */
    @Test
    void anotherOrderOfDevicesGivesOtherBitsButSeparatesAsWell() {
        List<SparsePrototypes> reversed = new ArrayList<>(UPLOADS);
        Collections.reverse(reversed);

        TrainedRound round = TRAINER.train(INITIAL, reversed, RoundNumber.FIRST);

        assertThat(round).isNotEqualTo(TRAINER.train(INITIAL, UPLOADS, RoundNumber.FIRST));
        assertThat(misplaced(UPLOADS, round.prototypes())).isZero();
    }

    /** By a power of two, so that not a bit differs. */
    @Test
    void theScaleOfTheUploadsIsThatOfThePrototypesAndNothingElse() {
        TrainedRound usual = TRAINER.train(INITIAL, UPLOADS, RoundNumber.FIRST);
        TrainedRound large = TRAINER.train(INITIAL, uploads(1 << 20), RoundNumber.FIRST);
        TrainedRound small = TRAINER.train(INITIAL, uploads(1f / (1 << 20)), RoundNumber.FIRST);

        assertThat(large.state()).isEqualTo(usual.state());
        assertThat(small.state()).isEqualTo(usual.state());
        for (int i = 0; i < usual.prototypes().size(); i++) {
            assertThat(large.prototypes().toArray()[i])
                    .isEqualTo(usual.prototypes().toArray()[i] * (1 << 20));
        }
    }

    @Test
    void oneAbsurdUploadSpoilsOnlyItsClass() {
        List<SparsePrototypes> uploads = new ArrayList<>(UPLOADS);
        float[] absurd = new float[KEPT];
        Arrays.fill(absurd, 3e38f);
        uploads.add(Plans.prototypes(ClassSet.of(3), absurd));

        TrainedRound round = TRAINER.train(INITIAL, uploads, RoundNumber.FIRST);

        List<SparsePrototypes> others = UPLOADS.stream()
                .map(upload -> Plans.prototypes(ClassSet.of(0, 1, 2), Arrays.copyOf(upload.toArray(), 3 * KEPT)))
                .toList();
        assertThat(misplaced(others, round.prototypes())).isZero();
    }

    @Test
    void withoutUploadsNothingChanges() {
        TrainedRound nobody = TRAINER.train(INITIAL, List.of(), RoundNumber.FIRST);
        TrainedRound nothing = TRAINER.train(
                INITIAL, List.of(new SparsePrototypes(ClassSet.of(), KEPT, new float[0])), RoundNumber.FIRST);

        assertThat(nobody.state()).isEqualTo(INITIAL);
        assertThat(nobody.prototypes().classes().isEmpty()).isTrue();
        assertThat(nobody.contributors()).isEmpty();
        assertThat(nothing).isEqualTo(nobody);
    }

    @Test
    void aSingleClassHasItsMeanAndTrainsNothing() {
        float[] ones = new float[KEPT];
        Arrays.fill(ones, 1);
        float[] threes = new float[KEPT];
        Arrays.fill(threes, 3);

        TrainedRound round = TRAINER.train(
                INITIAL,
                List.of(Plans.prototypes(ClassSet.of(2), ones), Plans.prototypes(ClassSet.of(2), threes)),
                RoundNumber.FIRST);

        assertThat(round.state()).isEqualTo(INITIAL);
        assertThat(round.contributors()).containsExactly(2);
        for (float value : round.prototypes().toArray()) {
            assertThat(value).isEqualTo(2);
        }
    }

    @Test
    void uploadsOfZerosGiveFinitePrototypes() {
        TrainedRound round = TRAINER.train(
                INITIAL, List.of(Plans.prototypes(ClassSet.of(0, 1), new float[2 * KEPT])), RoundNumber.FIRST);

        assertThat(round.prototypes().classes()).isEqualTo(ClassSet.of(0, 1));
    }

    @Test
    void aNetworkOutOfRangeIsBegunAnew() {
        float[] outOfRange = INITIAL.toArray();
        Arrays.fill(outOfRange, 3e38f);

        assertThat(TRAINER.train(NetworkState.of(CLASSES, KEPT, outOfRange), UPLOADS, RoundNumber.FIRST))
                .isEqualTo(TRAINER.train(INITIAL, UPLOADS, RoundNumber.FIRST));
    }

    @Test
    void hundredsOfRoundsDoNotLeadAway() {
        PrototypeTrainer quick = new PrototypeTrainer(CLASSES, KEPT, 20, 42);
        TrainedRound round = quick.train(quick.initial(), UPLOADS, RoundNumber.FIRST);
        for (int number = 2; number <= 300; number++) {
            round = quick.train(round.state(), UPLOADS, new RoundNumber(number));
        }

        assertThat(misplaced(UPLOADS, round.prototypes())).isZero();
        for (int position = 0; position < 4; position++) {
            assertThat(round.prototypes().norm(position)).isBetween(1.0, 20.0);
        }
    }

    @Test
    void refusesWhatIsOfAnotherShape() {
        assertThatThrownBy(() -> TRAINER.train(NetworkState.initial(CLASSES, 3, 1), UPLOADS, RoundNumber.FIRST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the state must be for K=5 and s=12, but is NetworkState[K=5, s=3]");
        assertThatThrownBy(() -> TRAINER.train(
                        INITIAL, List.of(Plans.prototypes(ClassSet.of(5), new float[KEPT])), RoundNumber.FIRST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("classes below 5");
        assertThatThrownBy(() ->
                        TRAINER.train(INITIAL, List.of(Plans.prototypes(ClassSet.of(0), 1, 2)), RoundNumber.FIRST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("s=12");
        assertThatThrownBy(() -> new PrototypeTrainer(CLASSES, KEPT, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 or more");
    }

    /** What the network gives before any training, on the scale of the uploads. */
    private static SparsePrototypes untrained(TrainedRound like) {
        return new Uploads(KEPT, UPLOADS)
                .restored(new PrototypeNetwork(INITIAL, like.prototypes().classes()).forward());
    }

    private static long misplaced(List<SparsePrototypes> uploads, SparsePrototypes prototypes) {
        long misplaced = 0;
        for (SparsePrototypes upload : uploads) {
            for (int position = 0; position < upload.classes().size(); position++) {
                if (nearest(upload, position, prototypes) != upload.classes().at(position)) {
                    misplaced++;
                }
            }
        }
        return misplaced;
    }

    private static int nearest(SparsePrototypes upload, int position, SparsePrototypes prototypes) {
        int nearest = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int other = 0; other < prototypes.classes().size(); other++) {
            double squares = 0;
            for (int i = 0; i < KEPT; i++) {
                squares += Math.pow((double) upload.value(position, i) - prototypes.value(other, i), 2);
            }
            if (squares < least) {
                least = squares;
                nearest = prototypes.classes().at(other);
            }
        }
        return nearest;
    }

    /** Twelve devices with four of the five classes, scattered a little about a centre each. */
    private static List<SparsePrototypes> uploads(float scale) {
        Random random = new Random(5);
        float[] centres = new float[4 * KEPT];
        for (int i = 0; i < centres.length; i++) {
            centres[i] = (float) random.nextGaussian();
        }
        List<SparsePrototypes> uploads = new ArrayList<>();
        for (int device = 0; device < 12; device++) {
            float[] values = new float[centres.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = scale * (float) (centres[i] + 0.3 * random.nextGaussian());
            }
            uploads.add(Plans.prototypes(ClassSet.of(0, 1, 2, 3), values));
        }
        return uploads;
    }
}
