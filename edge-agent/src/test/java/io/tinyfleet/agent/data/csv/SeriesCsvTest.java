package io.tinyfleet.agent.data.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.DataSource;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.Pool;
import io.tinyfleet.agent.data.PooledSample;
import io.tinyfleet.agent.data.PooledSample.Part;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.data.SampleValues;
import io.tinyfleet.agent.data.partition.BySource;
import io.tinyfleet.protocol.DeviceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesCsvTest {
    private static final SeriesFormat PLAIN = new SeriesFormat("state", List.of("y", "x"), null, null, List.of(), 2, 2);
    private static final SeriesFormat DIVIDED = new SeriesFormat("state", List.of("x"), "who", "part", List.of(), 2, 1);

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("series.csv");
    }

    @Test
    void rowsBecomeWindowsChannelByChannel() throws IOException {
        Pool pool = read("x,y,state\n1,10,run\n2,20,run\n3,30,idle\n4,40,run\n5,50,run\n", PLAIN);

        assertThat(pool.classNames()).containsExactly("idle", "run");
        assertThat(pool.shape()).isEqualTo(new SampleShape(2, 2));
        LabelledSamples samples = pool.read(List.of(0, 1));
        assertThat(SampleValues.of(samples)).containsExactly(10, 20, 1, 2, 30, 40, 3, 4);
        // The second window has one row of each: the lower label counts. The fifth row fills no window.
        assertThat(SampleValues.labels(samples)).containsExactly(1, 0);
        assertThat(pool.samples()).hasSize(2).allMatch(sample -> sample.part() == Part.ANY);
        assertThat(pool.keepsParts()).isFalse();
    }

    @Test
    void windowsCrossNeitherSourcesNorParts() throws IOException {
        Pool pool = read("""
                who,part,x,state
                a,train,1,s
                b,train,10,s
                a,train,2,s
                b,train,20,s
                a,test,3,s
                a,test,4,s
                a,train,5,s
                b,test,30,s
                a,train,6,s
                a,train,7,s
                b,test,40,s
                """, DIVIDED);

        assertThat(pool.keepsParts()).isTrue();
        assertThat(pool.samples())
                .extracting(PooledSample::source, PooledSample::part)
                .containsExactly(
                        tuple("a", Part.TRAIN),
                        tuple("b", Part.TRAIN),
                        tuple("a", Part.TEST),
                        tuple("a", Part.TRAIN),
                        tuple("a", Part.TRAIN),
                        tuple("b", Part.TEST));
        List<@Nullable String> recordings =
                pool.samples().stream().map(PooledSample::recording).toList();
        // Only a's last two windows overlap.
        assertThat(recordings.get(3)).isNotNull().isEqualTo(recordings.get(4));
        assertThat(new HashSet<>(recordings)).hasSize(5);
        assertThat(SampleValues.of(pool.read(List.of(0, 1, 2, 3, 4, 5))))
                .containsExactly(1, 2, 10, 20, 3, 4, 5, 6, 6, 7, 30, 40);
    }

    @Test
    void eachSourceIsADeviceWithAScaleOfItsOwn() throws IOException {
        Pool pool = read("who,part,x,state\nA 1,train,1,s\nA 1,train,3,t\nA 1,test,5,s\nA 1,test,5,s\n", DIVIDED);

        DataSource data = new BySource(1).over(pool);

        assertThat(data.devices()).containsExactly(new DeviceId("a-1"));
        assertThat(SampleValues.of(data.load(new DeviceId("a-1")).train())).containsExactly(-1, 1);
        assertThat(SampleValues.of(data.load(new DeviceId("a-1")).test())).containsExactly(3, 3);
    }

    @Test
    void givenClassesKeepTheirOrder() throws IOException {
        SeriesFormat known = new SeriesFormat("state", List.of("x"), null, null, List.of("z", "a", "m"), 1, 1);

        Pool pool = read("x,state\n1,a\n2,z\n", known);

        assertThat(pool.classNames()).containsExactly("z", "a", "m");
        assertThat(pool.samples()).extracting(PooledSample::label).containsExactly(1, 0);
        refused("x,state\n1,a\n2,b\n", known, ", line 3: state is 'b', expected one of z, a, m");
    }

    @Test
    void whatIsWrongIsSaidWithItsLine() {
        refused("x,y,state\n1,2,a\n1,NaN,a\n", PLAIN, ", line 3: y is 'NaN', expected a finite number");
        refused("x,y,state\n1e99,2,a\n", PLAIN, ", line 2: x is '1e99', expected a finite number");
        refused("x,y,state\n0x1p3,2,a\n", PLAIN, ", line 2: x is '0x1p3', expected a finite number");
        refused("x,y,state\n,2,a\n", PLAIN, ", line 2: x is '', expected a finite number");
        refused("x,y,state\n1,2,\n", PLAIN, ", line 2: state is '', expected the name of a class");
        refused(
                "x,y,state\n1,2,a\n",
                PLAIN,
                ": no sample, expected 2 rows or more of one source that follow each other");
        refused("x,who,part,state\n1,a,validate,s\n", DIVIDED, ", line 2: part is 'validate', expected train or test");
    }

    @Test
    void formatsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new SeriesFormat("l", List.of(), null, null, List.of(), 2, 2))
                .hasMessage("value columns must be one or more, each once, but are []");
        assertThatThrownBy(() -> new SeriesFormat("l", List.of("l"), null, null, List.of(), 2, 2))
                .hasMessage("column 'l' cannot be both label and value");
        assertThatThrownBy(() -> new SeriesFormat("l", List.of("x"), null, null, List.of("a", "a"), 2, 2))
                .hasMessage("class names must differ, but are [a, a]");
        assertThatThrownBy(() -> new SeriesFormat("l", List.of("x"), null, "s", List.of(), 2, 3))
                .hasMessage("window must be 1 or more and step 1 to window, but they are 2 and 3");
        assertThatThrownBy(() -> new SeriesFormat("l", List.of("x"), null, null, List.of(), 4, 2))
                .hasMessage("windows of 4 rows every 2 overlap, so tests would see what was trained on:"
                        + " expected a split column, or a step of 4");
    }

    private void refused(String text, SeriesFormat format, String message) {
        assertThatThrownBy(() -> read(text, format))
                .isInstanceOf(DataException.class)
                .hasMessage(file + message);
    }

    private Pool read(String text, SeriesFormat format) throws IOException {
        Files.writeString(file, text);
        return SeriesCsv.read(file, format);
    }
}
