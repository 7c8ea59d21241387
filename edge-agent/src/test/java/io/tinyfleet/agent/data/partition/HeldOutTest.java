package io.tinyfleet.agent.data.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.DeviceData;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.MeasuredPool;
import io.tinyfleet.agent.data.MeasuredPool.Measured;
import io.tinyfleet.agent.data.Pool;
import io.tinyfleet.agent.data.PooledSample;
import io.tinyfleet.agent.data.PooledSample.Part;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.data.SampleValues;
import io.tinyfleet.protocol.DeviceId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HeldOutTest {
    /** Four classes, a hundred samples of each, which nobody has divided. */
    private static final Pool ALONE = Pools.of(4, 100);

    @TempDir
    private Path temporary;

    static List<Partition> partitions() {
        return List.of(new BySource(1), new ClassesPerDevice(5, 2, 1), new Dirichlet(5, 0.5, 1));
    }

    @ParameterizedTest
    @MethodSource("partitions")
    void aQuarterOfEachClassIsHeldOutAndTestsAreLeftAlone(Partition partition) throws DataException {
        List<Share> whole = partition.deal(ALONE);
        List<Share> heldOut = new HeldOut(partition, 1).deal(ALONE);

        assertThat(heldOut).hasSameSizeAs(whole);
        for (int device = 0; device < whole.size(); device++) {
            Share before = whole.get(device);
            Share after = heldOut.get(device);
            assertThat(Pools.all(List.of(after))).containsExactlyInAnyOrderElementsOf(before.train());
            assertThat(before.train()).containsSubsequence(after.train()).containsSubsequence(after.test());
            Map<Integer, Long> validation = perClass(after.test());
            perClass(before.train()).forEach((label, count) -> assertThat(validation.getOrDefault(label, 0L))
                    .isEqualTo(Math.round(count / 4.0))
                    .isLessThan(count));
        }
    }

    @ParameterizedTest
    @MethodSource("partitions")
    void sameSeedHoldsOutTheSame(Partition partition) throws DataException {
        assertThat(new HeldOut(partition, 1).deal(ALONE)).isEqualTo(new HeldOut(partition, 1).deal(ALONE));
        assertThat(new HeldOut(partition, 2).deal(ALONE)).isNotEqualTo(new HeldOut(partition, 1).deal(ALONE));
    }

    @Test
    void listingsTestSamplesAreLeftAlone() throws Exception {
        StringBuilder lines = new StringBuilder("client,split,class,path\n");
        for (int i = 0; i < 8; i++) {
            lines.append("1,")
                    .append(i < 4 ? "train" : "test")
                    .append(",0,\"lab, sample ")
                    .append(i)
                    .append("\"\n");
        }
        Path file = Files.writeString(temporary.resolve("listing.csv"), lines);

        Share share = new HeldOut(new Listing(file), 1).deal(ALONE).get(0);

        assertThat(share.train()).hasSize(3);
        assertThat(share.test()).hasSize(1);
        assertThat(Pools.all(List.of(share))).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void scarcityLeavesValidationWhole() throws DataException {
        Partition heldOut = new HeldOut(new ClassesPerDevice(5, 2, 1), 1);
        List<Share> plenty = heldOut.deal(ALONE);
        List<Share> scarce = new Scarce(heldOut, 5, 1).deal(ALONE);

        for (int device = 0; device < 5; device++) {
            assertThat(scarce.get(device).test()).isEqualTo(plenty.get(device).test());
            assertThat(scarce.get(device).train()).hasSize(10);
            assertThat(plenty.get(device).train())
                    .containsAll(scarce.get(device).train());
        }
    }

    @Test
    void ofRecordingsTheFirstAndTheFifthAreHeldOutAsAWhole() throws DataException {
        List<Share> shares = new HeldOut(new BySource(1), 1).deal(recorded(6));

        // Recordings of ten windows each: a's 0 to 5, its test, then b's.
        assertThat(shares).hasSize(2).allSatisfy(share -> assertThat(share.train())
                .hasSize(40));
        assertThat(tens(shares.get(0).test())).containsExactlyInAnyOrder(0, 4);
        assertThat(tens(shares.get(0).train())).containsExactlyInAnyOrder(1, 2, 3, 5);
        assertThat(tens(shares.get(1).test())).containsExactlyInAnyOrder(7, 11);
    }

    @Test
    void noRecordingIsInBothPartsWhereverItsWindowsGo() throws DataException {
        Pool pool = recorded(6);

        List<Share> shares = new HeldOut(new Dirichlet(2, 10, 1), 1).deal(pool);

        Set<Integer> train = new HashSet<>();
        Set<Integer> validation = new HashSet<>();
        for (Share share : shares) {
            train.addAll(tens(share.train()));
            validation.addAll(tens(share.test()));
        }
        assertThat(validation).containsExactlyInAnyOrder(0, 4, 7, 11).doesNotContainAnyElementsOf(train);
        assertThat(Pools.all(shares)).allMatch(i -> pool.samples().get(i).part() == Part.TRAIN);
    }

    @Test
    void testSamplesAreNotReadAndTheRestSetsTheScale() throws DataException {
        Set<Integer> read = new HashSet<>();
        DeviceData data = new HeldOut(new BySource(1), 1)
                .over(new Watched(recorded(6), read))
                .load(new DeviceId("a"));

        assertThat(tens(read)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
        double sum = 0;
        for (float value : SampleValues.of(data.train())) {
            sum += value;
        }
        assertThat(sum).isCloseTo(0, within(1e-4));
        assertThat(data.test().size()).isEqualTo(20);
    }

    @Test
    void deviceThatCannotSpareAnyIsTold() {
        assertThatThrownBy(() -> new HeldOut(new BySource(1), 1).deal(recorded(1)))
                .isInstanceOf(DataException.class)
                .hasMessage("a: of 10 training samples 10 would be held out for validation, expected some, but not"
                        + " all: a device must have two samples of a class, or samples of two recordings");
        Pool each = new MeasuredPool(
                Pools.names(2),
                List.of(
                        Pools.measured("a", Part.TRAIN, 0, 1, 0),
                        Pools.measured("a", Part.TRAIN, 1, 1, 1),
                        Pools.measured("a", Part.TEST, 2, 1, 0)),
                false);
        assertThatThrownBy(() -> new HeldOut(new BySource(1), 1).deal(each))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith("a: of 2 training samples 0 would be held out");
    }

    /** Of a and b so many recordings for training and one for testing, ten overlapping windows each. */
    private static Pool recorded(int recordings) {
        List<Measured> measured = new ArrayList<>();
        for (String source : new String[] {"a", "b"}) {
            for (int recording = 0; recording <= recordings; recording++) {
                Part part = recording < recordings ? Part.TRAIN : Part.TEST;
                measured.add(Pools.measured(source, part, measured.size() * 10, 10, recording % 2));
            }
        }
        return new MeasuredPool(Pools.names(2), measured, true);
    }

    /** The recordings of samples of {@link #recorded}, by position. */
    private static Set<Integer> tens(Collection<Integer> samples) {
        return samples.stream().map(i -> i / 10).collect(Collectors.toSet());
    }

    private static Map<Integer, Long> perClass(List<Integer> dealt) {
        return dealt.stream()
                .map(i -> ALONE.samples().get(i).label())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    /** A pool that notes what is read of it. */
    private record Watched(Pool pool, Set<Integer> read) implements Pool {
        @Override
        public List<String> classNames() {
            return pool.classNames();
        }

        @Override
        public SampleShape shape() {
            return pool.shape();
        }

        @Override
        public List<PooledSample> samples() {
            return pool.samples();
        }

        @Override
        public boolean keepsParts() {
            return pool.keepsParts();
        }

        @Override
        public LabelledSamples read(List<Integer> chosen) throws DataException {
            read.addAll(chosen);
            return pool.read(chosen);
        }
    }
}
