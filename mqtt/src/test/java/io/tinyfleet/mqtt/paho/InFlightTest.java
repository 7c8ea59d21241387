package io.tinyfleet.mqtt.paho;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.mqtt.Publication;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class InFlightTest {
    private static final long AT_ONCE = 0;
    private static final long LONG = Duration.ofSeconds(15).toNanos();

    private final InFlight inFlight = new InFlight();

    @Test
    void nothingIsAdmittedBeforeAConnectionIsOpen() throws Exception {
        assertThat(inFlight.admit(publication(), LONG)).isEqualTo(InFlight.NONE);
        inFlight.begin();
        inFlight.limitTo(1);
        assertThat(inFlight.admit(publication(), LONG)).isEqualTo(InFlight.NONE);
    }

    @Test
    void fullWindowAdmitsNothingMore() throws Exception {
        open(2);
        inFlight.admit(publication(), AT_ONCE);
        inFlight.admit(publication(), AT_ONCE);

        assertThat(inFlight.admit(publication(), AT_ONCE)).isEqualTo(InFlight.NONE);
    }

    @Test
    void acknowledgementLetsTheNextOneIn() throws Exception {
        open(1);
        long first = inFlight.admit(publication(), AT_ONCE);
        CompletableFuture<Long> waiting = CompletableFuture.supplyAsync(() -> admitPatiently());

        inFlight.release(first);

        assertThat(waiting.get(15, TimeUnit.SECONDS)).isGreaterThan(first);
    }

    @Test
    void disconnectionEndsTheWait() throws Exception {
        open(1);
        inFlight.admit(publication(), AT_ONCE);
        CompletableFuture<Long> waiting = CompletableFuture.supplyAsync(() -> admitPatiently());

        inFlight.shut();

        assertThat(waiting.get(15, TimeUnit.SECONDS)).isEqualTo(InFlight.NONE);
    }

    @Test
    void whatWasNotAcknowledgedComesBackInOrder() throws Exception {
        open(3);
        long first = inFlight.admit(publication(), AT_ONCE);
        long second = inFlight.admit(publication(), AT_ONCE);
        long third = inFlight.admit(publication(), AT_ONCE);
        inFlight.release(second);
        inFlight.shut();

        assertThat(inFlight.begin()).containsExactly(first, third);
    }

    @Test
    void oldPublicationsTakeTheirPlaceInTheNewWindow() throws Exception {
        open(2);
        long first = inFlight.admit(publication(), AT_ONCE);
        long second = inFlight.admit(publication(), AT_ONCE);
        inFlight.shut();
        inFlight.begin();
        inFlight.limitTo(1);

        assertThat(inFlight.readmit(first, AT_ONCE)).isNotNull();
        assertThat(inFlight.readmit(second, AT_ONCE)).isNull();
        assertThat(inFlight.onlyOutstanding()).isEqualTo(first);
    }

    @Test
    void waitForTheLastAcknowledgementEndsWithTheConnection() throws Exception {
        open(1);
        inFlight.admit(publication(), AT_ONCE);

        inFlight.shut();

        assertThat(inFlight.awaitPlace(LONG)).isFalse();
    }

    @Test
    void acknowledgementOfAnOldConnectionFreesNoPlaceOfTheNew() throws Exception {
        open(1);
        long old = inFlight.admit(publication(), AT_ONCE);
        inFlight.shut();
        inFlight.begin();
        inFlight.limitTo(1);
        inFlight.open();
        inFlight.admit(publication(), AT_ONCE);

        inFlight.release(old);

        assertThat(inFlight.admit(publication(), AT_ONCE)).isEqualTo(InFlight.NONE);
    }

    @Test
    void connectionThatEndedMeanwhileDoesNotOpen() throws Exception {
        inFlight.begin();
        inFlight.shut();
        inFlight.limitTo(1);
        inFlight.open();

        assertThat(inFlight.admit(publication(), LONG)).isEqualTo(InFlight.NONE);
    }

    private void open(int limit) {
        inFlight.begin();
        inFlight.limitTo(limit);
        inFlight.open();
    }

    private long admitPatiently() {
        try {
            return inFlight.admit(publication(), LONG);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Publication publication() {
        return new Publication("t", new byte[1], false, null);
    }
}
