package io.tinyfleet.aggregator.ledger;

import io.tinyfleet.aggregator.prototype.Memory;
import io.tinyfleet.aggregator.prototype.MuControl;
import io.tinyfleet.aggregator.prototype.StandingUploads;
import io.tinyfleet.aggregator.prototype.trained.NetworkState;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.SparsePrototypes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@link Memory} in bytes, all numbers big-endian, texts as {@link DataOutputStream#writeUTF} has them:
 *
 * <pre>
 *   devices u32 × (device | classes u32 × (class u32 | round u32 | s × f32))
 *   | μ f64, NaN for none | ratios u32 × (device | round u32 | ρ f64)
 *   | parameters of the network u32 × f32
 * </pre>
 */
final class MemoryCodec {
    private MemoryCodec() {}

    static byte[] encode(Memory memory) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(memory.standing(), out);
            write(memory.mu(), out);
            write(memory.network(), out);
        } catch (IOException e) {
            throw new IllegalStateException("memory can be written: this is a bug", e);
        }
        return bytes.toByteArray();
    }

    private static void write(StandingUploads standing, DataOutputStream out) throws IOException {
        out.writeInt(standing.devices().size());
        for (Map.Entry<DeviceId, SortedMap<Integer, StandingUploads.Standing>> device :
                standing.devices().entrySet()) {
            out.writeUTF(device.getKey().value());
            out.writeInt(device.getValue().size());
            for (Map.Entry<Integer, StandingUploads.Standing> cls :
                    device.getValue().entrySet()) {
                out.writeInt(cls.getKey());
                out.writeInt(cls.getValue().round().value());
                write(cls.getValue().upload().toArray(), out);
            }
        }
    }

    private static void write(MuControl mu, DataOutputStream out) throws IOException {
        Double given = mu.mu();
        out.writeDouble(given == null ? Double.NaN : given);
        out.writeInt(mu.ratios().size());
        for (Map.Entry<DeviceId, MuControl.Ratio> ratio : mu.ratios().entrySet()) {
            out.writeUTF(ratio.getKey().value());
            out.writeInt(ratio.getValue().round().value());
            out.writeDouble(ratio.getValue().value());
        }
    }

    private static void write(@Nullable NetworkState network, DataOutputStream out) throws IOException {
        float[] parameters = network == null ? new float[0] : network.toArray();
        out.writeInt(parameters.length);
        write(parameters, out);
    }

    private static void write(float[] values, DataOutputStream out) throws IOException {
        for (float value : values) {
            out.writeFloat(value);
        }
    }

    /**
     * Reads what {@link #encode} wrote under the same plan.
     *
     * @throws IOException if it is shorter or longer than it says
     * @throws IllegalArgumentException if it says what cannot be
     */
    static Memory decode(byte[] bytes, Plan plan) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            Memory memory = new Memory(standing(in, plan), mu(in), network(in, plan));
            if (in.available() > 0) {
                throw new IOException(in.available() + " bytes too many");
            }
            return memory;
        }
    }

    private static @Nullable NetworkState network(DataInputStream in, Plan plan) throws IOException {
        float[] parameters = floats(in, in.readInt());
        return parameters.length == 0 ? null : NetworkState.of(plan.classes(), plan.kept(), parameters);
    }

    private static float[] floats(DataInputStream in, int count) throws IOException {
        if (count < 0 || count > in.available() / Float.BYTES) {
            throw new IOException("no room for " + count + " values");
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }

    private static StandingUploads standing(DataInputStream in, Plan plan) throws IOException {
        SortedMap<DeviceId, SortedMap<Integer, StandingUploads.Standing>> devices = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            DeviceId device = new DeviceId(in.readUTF());
            SortedMap<Integer, StandingUploads.Standing> classes = new TreeMap<>();
            for (int more = in.readInt(); more > 0; more--) {
                int cls = in.readInt();
                RoundNumber round = new RoundNumber(in.readInt());
                SparsePrototypes upload = new SparsePrototypes(ClassSet.of(cls), plan.kept(), floats(in, plan.kept()));
                classes.put(cls, new StandingUploads.Standing(round, upload));
            }
            devices.put(device, classes);
        }
        return new StandingUploads(devices);
    }

    private static MuControl mu(DataInputStream in) throws IOException {
        double given = in.readDouble();
        SortedMap<DeviceId, MuControl.Ratio> ratios = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            ratios.put(new DeviceId(in.readUTF()), new MuControl.Ratio(new RoundNumber(in.readInt()), in.readDouble()));
        }
        return new MuControl(ratios, Double.isNaN(given) ? null : given);
    }
}
