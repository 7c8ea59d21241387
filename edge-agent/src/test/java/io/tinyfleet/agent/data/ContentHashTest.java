package io.tinyfleet.agent.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.protocol.DeviceId;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContentHashTest {
    private static final SampleShape PAIR = new SampleShape(2, 1);

    @Test
    void isTheDigestOfWhatItSays() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(2);
        text(out, "on");
        text(out, "µ");
        for (int number : new int[] {2, 1, 1}) {
            out.writeInt(number);
        }
        text(out, "gw-1");
        out.writeInt(1);
        out.writeInt(1);
        out.writeFloat(0.5f);
        out.writeFloat(-3);
        out.writeInt(0);

        assertThat(ContentHash.of(source(sample(1, 0.5f, -3), none())))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray())));
    }

    @Test
    void everythingCounts() throws Exception {
        assertThat(List.of(
                        ContentHash.of(source(sample(1, 1, 2), none())),
                        ContentHash.of(source(sample(0, 1, 2), none())),
                        ContentHash.of(source(sample(1, 2, 1), none())),
                        ContentHash.of(source(none(), sample(1, 1, 2)))))
                .doesNotHaveDuplicates();
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static LabelledSamples sample(int label, float... values) {
        return new LabelledSamples(PAIR, values, new int[] {label});
    }

    private static LabelledSamples none() {
        return new LabelledSamples(PAIR, new float[0], new int[0]);
    }

    private static DataSource source(LabelledSamples train, LabelledSamples test) {
        return new DataSource() {
            @Override
            public List<String> classNames() {
                return List.of("on", "µ");
            }

            @Override
            public SampleShape shape() {
                return PAIR;
            }

            @Override
            public List<DeviceId> devices() {
                return List.of(new DeviceId("gw-1"));
            }

            @Override
            public DeviceData load(DeviceId device) {
                return new DeviceData(train, test);
            }
        };
    }
}
