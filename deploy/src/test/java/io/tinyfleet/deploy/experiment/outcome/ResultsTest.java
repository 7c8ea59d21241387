package io.tinyfleet.deploy.experiment.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultsTest {
    private static final RoundResult FIRST =
            Row.of("tinyproto-fp λ=10", "tinyproto-fp", 1, 1).bytes(513, 0).result();
    private static final RoundResult SECOND = Row.of("tinyproto-fp λ=10", "tinyproto-fp", 1, 2)
            .scores(1 / 3.0, 0.1, 1)
            .norm(Double.POSITIVE_INFINITY)
            .result();
    private static final RoundResult ALONE = Row.of("alone", "alone", -7, 1).result();
    private static final Results RESULTS = new Results(
            List.of(FIRST, SECOND, ALONE),
            List.of(
                    new ClassTau("tinyproto-fp λ=10", 1, 2, 0, 1e-300),
                    new ClassTau("tinyproto-fp λ=10", 1, 2, 1, Double.NaN)),
            List.of(
                    new ClassPrototype("tinyproto-fp λ=10", 1, 0, Arrays.asList(0.1f, null, null)),
                    new ClassPrototype("narrow", 1, 0, Arrays.asList(null, -2.5f))),
            List.of(
                    new DeviceResult("alone", -7, 1, "s01-sp", 25, 5, new Scores(1 / 3.0, null, 1, null)),
                    new DeviceResult("alone", -7, 1, "s01-sw", 7, 2, new Scores(0, 0.5, 1, 0.25))),
            List.of(new ClassResult("alone", -7, "s01-sp", 2, 0, 9, new Scores(0, 0.5, 1 / 3.0, null))));

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadBackToTheBit() throws IOException {
        RESULTS.write(folder);

        assertThat(Results.read(folder)).isEqualTo(RESULTS);
        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder("results.csv", "tau.csv", "prototypes.csv", "devices.csv", "classes.csv");
    }

    @Test
    void linesAreTheSameInEveryLocale() throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            RESULTS.write(folder);
        } finally {
            Locale.setDefault(before);
        }

        assertThat(folder.resolve("results.csv"))
                .content()
                .startsWith(
                        ResultsFile.HEADER + "\n"
                                + "tinyproto-fp λ=10,tinyproto-fp,1,1,4,3,0.5,,0.25,,0.25,,0.125,,0.0625,,0.125,,513,0,0.7,0.05,0.9,0.002,1.0,1.5\n");
        assertThat(folder.resolve("tau.csv")).hasContent("""
                run,seed,round,class,tau
                tinyproto-fp λ=10,1,2,0,1.0E-300
                tinyproto-fp λ=10,1,2,1,NaN
                """);
        assertThat(folder.resolve("prototypes.csv")).hasContent("""
                run,seed,class,d,0,1,2
                tinyproto-fp λ=10,1,0,3,0.1,,
                narrow,1,0,2,,-2.5,
                """);
    }

    @Test
    void devicesHaveALineEach() throws IOException {
        RESULTS.write(folder);

        assertThat(folder.resolve("devices.csv")).hasContent("""
                run,seed,round,device,train_samples,classes_held,local,global,head,combined
                alone,-7,1,s01-sp,25,5,0.3333333333333333,,1.0,
                alone,-7,1,s01-sw,7,2,0.0,0.5,1.0,0.25
                """);
    }

    @Test
    void classesHaveALineADevice() throws IOException {
        RESULTS.write(folder);

        assertThat(folder.resolve("classes.csv")).hasContent("""
                run,seed,device,class,train_samples,test_samples,local,global,head,combined
                alone,-7,s01-sp,2,0,9,0.0,0.5,0.3333333333333333,
                """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ,513,0, | ,513,0,9,  | 27 cells where the header has 26 columns
            ,1,1,   | ,1,        | 25 cells where the header has 26 columns
            ,513,   | ,5x3,      | bytes_up must be a whole number, not '5x3'
            ,513,   | ,-1,       | bytes_up must be at least 0, not -1
            ,4,3,   | ,4,5,      | participants 5 exceed devices 4
            ,0.5,   | ,1.5,      | local must be a share from 0 to 1, not 1.5
            ,0.5,   | ,NaN,      | local must be a share from 0 to 1, not NaN
            ,0.5,   | ,,         | local must be a number, not ''
            ,0.7,   | ,0.7f%,    | cross_entropy must be a number, not '0.7f%'
            ,1,1,   | ,1,0,      | round must be at least 1, not 0
            """)
    void aBrokenLineIsNamed(String found, String replacement, String fault) throws IOException {
        RESULTS.write(folder);
        Path file = folder.resolve("results.csv");
        Files.writeString(file, Files.readString(file).replaceFirst(found, replacement));

        assertThatThrownBy(() -> Results.read(folder))
                .isInstanceOf(BrokenLineException.class)
                .hasMessage(file + ":2: " + fault);
    }

    @Test
    void aLineThatWasCutOffIsNamed() throws IOException {
        RESULTS.write(folder);
        Path file = folder.resolve("tau.csv");
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 2));

        assertThatThrownBy(() -> Results.read(folder)).hasMessage(file + ":3: the last line is cut off");
    }

    @Test
    void aForeignHeaderIsNamed() throws IOException {
        RESULTS.write(folder);
        Path file = folder.resolve("tau.csv");
        Files.writeString(file, Files.readString(file).replace("class", "label"));

        assertThatThrownBy(() -> Results.read(folder))
                .hasMessage(file + ":1: the header must be 'run,seed,round,class,tau'");
    }

    @Test
    void prototypesOfTheWrongWidthAreNamed() throws IOException {
        RESULTS.write(folder);
        Path file = folder.resolve("prototypes.csv");
        Files.writeString(file, Files.readString(file).replace("narrow,1,0,2", "narrow,1,0,4"));
        assertThatThrownBy(() -> Results.read(folder)).hasMessage(file + ":3: d = 4, but there are only 3 values");

        Files.writeString(file, Files.readString(file).replace("narrow,1,0,4", "narrow,1,0,1"));
        assertThatThrownBy(() -> Results.read(folder)).hasMessage(file + ":3: values beyond dimension d = 1");
    }

    @Test
    void aRoundIsThereOnce() {
        assertThatThrownBy(() -> RESULTS.plus(new Results(List.of(SECOND), List.of(), List.of(), List.of(), List.of())))
                .hasMessage("run 'tinyproto-fp λ=10', seed 1, round 2 is there twice");
    }

    @Test
    void aRunHasOneMethod() {
        RoundResult other = Row.of("alone", "fedproto", -7, 2).result();

        assertThatThrownBy(() -> RESULTS.plus(new Results(List.of(other), List.of(), List.of(), List.of(), List.of())))
                .hasMessage("run 'alone', seed -7, round 2 has method fedproto, the run's earlier lines have alone");
    }
}
