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
 *   s u32 | devices u32 × (device | classes u32 × (class u32 | round u32 | s × f32))
 *   | μ f64, NaN for none | ratios u32 × (device | round u32 | ρ f64)
 *   | parameters of the network u32 × f32
 * </pre>
 */
final class MemoryCodec {
    private MemoryCodec() {}

    static byte[] encode(Memory memory, int kept) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(kept);
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
                SparsePrototypes upload = cls.getValue().upload();
                int position = upload.classes().positionOf(cls.getKey());
                out.writeInt(cls.getKey());
                out.writeInt(cls.getValue().round().value());
                for (int index = 0; index < upload.kept(); index++) {
                    out.writeFloat(upload.value(position, index));
                }
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
        for (float parameter : parameters) {
            out.writeFloat(parameter);
        }
    }

    static Memory decode(byte[] bytes, Plan plan) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int kept = in.readInt();
            return new Memory(standing(in, kept), mu(in), network(in, plan));
        }
    }

    private static @Nullable NetworkState network(DataInputStream in, Plan plan) throws IOException {
        float[] parameters = new float[Math.min(in.readInt(), in.available() / Float.BYTES)];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = in.readFloat();
        }
        return parameters.length == 0 ? null : NetworkState.of(plan.classes(), plan.kept(), parameters);
    }

    private static StandingUploads standing(DataInputStream in, int kept) throws IOException {
        SortedMap<DeviceId, SortedMap<Integer, StandingUploads.Standing>> devices = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            DeviceId device = new DeviceId(in.readUTF());
            SortedMap<Integer, StandingUploads.Standing> classes = new TreeMap<>();
            for (int more = in.readInt(); more > 0; more--) {
                int cls = in.readInt();
                RoundNumber round = new RoundNumber(in.readInt());
                float[] values = new float[kept];
                for (int index = 0; index < kept; index++) {
                    values[index] = in.readFloat();
                }
                classes.put(
                        cls, new StandingUploads.Standing(round, new SparsePrototypes(ClassSet.of(cls), kept, values)));
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
