package io.tinyfleet.agent.data.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.agent.SharedData;
import io.tinyfleet.agent.data.ContentHash;
import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.DataSource;
import io.tinyfleet.agent.data.DeviceData;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.Pool;
import io.tinyfleet.agent.data.PooledSample;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.data.SampleValues;
import io.tinyfleet.agent.data.partition.Dirichlet;
import io.tinyfleet.agent.data.partition.Listing;
import io.tinyfleet.agent.data.partition.Share;
import io.tinyfleet.protocol.DeviceId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** On all images of CIFAR-10, and the listing that the reference figures were made with. */
class PublishedCifarTest {
    @Test
    void theListingDealsItsImages() throws DataException {
        Pool pool = pool();
        List<Share> shares = listing().deal(pool);

        assertThat(shares).hasSize(20);
        assertThat(shares.stream().mapToInt(share -> share.train().size()).sum())
                .isEqualTo(4_493);
        assertThat(shares.stream().mapToInt(share -> share.test().size()).sum()).isEqualTo(1_507);
        assertThat(shares.get(0).device()).isEqualTo(new DeviceId("client-0"));
        for (Share share : shares) {
            for (int i : share.train()) {
                PooledSample sample = pool.samples().get(i);
                assertThat(sample.name()).contains("/" + pool.classNames().get(sample.label()) + "/");
            }
        }
    }

    @Test
    void listedImagesAreDecoded() throws DataException {
        DataSource data = listing().over(pool());
        assertThat(data.shape()).isEqualTo(new SampleShape(3, 32, 32));
        int train = 0;
        ContentHash hash = new ContentHash(data);
        for (DeviceId device : data.devices()) {
            DeviceData ofDevice = data.load(device);
            train += ofDevice.train().size();
            for (float value : SampleValues.of(ofDevice.train())) {
                assertThat(value >= -1 && value <= 1).isTrue();
            }
            hash.add(device, ofDevice);
        }
        assertThat(train).isEqualTo(4_493);
        assertThat(hash.hex()).hasSize(64);
    }

    /** Mean and deviation of CIFAR-10's training images are known: 0.491, 0.482, 0.447 and 0.247, 0.243, 0.262. */
    @Test
    void coloursAreThoseOfTheDataSet() throws DataException {
        Pool pool = pool();
        LabelledSamples samples = pool.read(java.util.stream.IntStream.range(0, 60_000)
                .filter(i -> i % 60 == 0)
                .boxed()
                .toList());
        double[] means = new double[3];
        float[] values = SampleValues.of(samples);
        for (int i = 0; i < values.length; i++) {
            means[i / 1_024 % 3] += values[i] / 255 / (1_024.0 * samples.size());
        }
        double[] known = {0.491, 0.482, 0.447};
        for (int colour = 0; colour < 3; colour++) {
            assertThat(means[colour]).isCloseTo(known[colour], org.assertj.core.api.Assertions.within(0.015));
        }
    }

    @Test
    void allAreDealtByDirichlet() throws DataException {
        Pool pool = pool();
        assertThat(pool.samples()).hasSize(60_000);

        List<Share> shares = new Dirichlet(20, 0.1, 1).deal(pool);

        assertThat(shares.stream()
                        .mapToInt(share -> share.train().size() + share.test().size())
                        .sum())
                .isEqualTo(60_000);
    }

    private static Pool pool() throws DataException {
        return ImagePool.open(SharedData.require("cifar10-jpeg.zip"));
    }

    private static Listing listing() {
        return new Listing(SharedData.require("splits/cifar10-small-split.csv"));
    }
}
