package io.tinyfleet.agent.checkpoint;

import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.session.Progress;
import io.tinyfleet.agent.training.EpochLosses;
import io.tinyfleet.agent.training.ModelState;
import io.tinyfleet.protocol.DeviceId;
import io.tinyfleet.protocol.FleetId;
import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.ClassSet;
import io.tinyfleet.protocol.message.PlanHash;
import io.tinyfleet.protocol.message.SharedModel;
import io.tinyfleet.protocol.message.SparsePrototypes;
import io.tinyfleet.protocol.message.Update;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint in bytes, all numbers big-endian, texts as {@link DataOutputStream#writeUTF} has them:
 *
 * <pre>
 *   "TFcp" | version u32 | fleet | device | model | channels u32 | rows u32 | columns u32
 *   | plan u64 | round u32 | owed
 *   | cross-entropy f64 | pull f64 | training in ms u64 | epochs u32 | n u32 | n × f32 | CRC-32C of all before, u32
 *   owed: 0 u8, or 1 u8 | classes u32 | each u32 | s u32 | n u32 | n × f32 | tau f64, NaN for none
 *         | samples u64, 0 without a model | n u32 | n × f32 | deadline in ms u64
 * </pre>
 */
final class CheckpointCodec {
    private static final int MAGIC = 0x54466370;
    private static final int VERSION = 2;

    private CheckpointCodec() {}

    /** What a file says. */
    record Content(Provenance provenance, Checkpoint checkpoint) {}

    static byte[] encode(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            write(content.provenance(), out);
            write(content.checkpoint().progress(), out);
            writeEpoch(content.checkpoint(), out);
            out.flush();
            out.writeInt(checksum(bytes.toByteArray(), bytes.size()));
        } catch (IOException e) {
            throw new IllegalStateException("memory can be written: this is a bug", e);
        }
        return bytes.toByteArray();
    }

    private static void write(Provenance provenance, DataOutputStream out) throws IOException {
        out.writeUTF(provenance.fleet().value());
        out.writeUTF(provenance.device().value());
        out.writeUTF(provenance.model());
        out.writeInt(provenance.shape().channels());
        out.writeInt(provenance.shape().rows());
        out.writeInt(provenance.shape().columns());
    }

    private static void write(Progress progress, DataOutputStream out) throws IOException {
        out.writeLong(progress.plan().value());
        out.writeInt(progress.trained().value());
        Progress.Owed owed = progress.owed();
        out.writeBoolean(owed != null);
        if (owed != null) {
            write(owed.update(), out);
            out.writeLong(owed.deadline().toEpochMilli());
        }
    }

    private static void write(Update update, DataOutputStream out) throws IOException {
        SparsePrototypes prototypes = update.prototypes();
        out.writeInt(prototypes.classes().size());
        for (int position = 0; position < prototypes.classes().size(); position++) {
            out.writeInt(prototypes.classes().at(position));
        }
        out.writeInt(prototypes.kept());
        write(prototypes.toArray(), out);
        Double tau = update.largestTau();
        out.writeDouble(tau == null ? Double.NaN : tau);
        SharedModel model = update.model();
        out.writeLong(model == null ? 0 : model.samples());
        write(model == null ? new float[0] : model.toArray(), out);
    }

    private static void writeEpoch(Checkpoint checkpoint, DataOutputStream out) throws IOException {
        out.writeDouble(checkpoint.losses().crossEntropy());
        out.writeDouble(checkpoint.losses().pull());
        out.writeLong(checkpoint.training().toMillis());
        out.writeInt(checkpoint.model().epochs());
        write(checkpoint.model().values(), out);
    }

    private static void write(float[] values, DataOutputStream out) throws IOException {
        out.writeInt(values.length);
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        out.write(bytes.array());
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @throws CheckpointException if it is anything else; the message begins with a verb
     */
    static Content decode(byte[] bytes) throws CheckpointException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            requireSound(bytes, in);
            Provenance provenance =
                    new Provenance(new FleetId(in.readUTF()), new DeviceId(in.readUTF()), in.readUTF(), shape(in));
            Progress progress = progress(in);
            EpochLosses losses = new EpochLosses(in.readDouble(), in.readDouble());
            Duration training = Duration.ofMillis(in.readLong());
            ModelState model = new ModelState(in.readInt(), floats(in));
            return new Content(provenance, new Checkpoint(progress, model, losses, training));
        } catch (CheckpointException e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw new CheckpointException("is damaged: " + e.getMessage(), e);
        }
    }

    private static void requireSound(byte[] bytes, DataInputStream in) throws IOException {
        if (bytes.length < 3 * Integer.BYTES || in.readInt() != MAGIC) {
            throw new CheckpointException("is no checkpoint");
        }
        int version = in.readInt();
        if (version != VERSION) {
            throw new CheckpointException(
                    "has format " + version + ", but this tinyfleet knows format " + VERSION + " only");
        }
        int end = bytes.length - Integer.BYTES;
        if (ByteBuffer.wrap(bytes).getInt(end) != checksum(bytes, end)) {
            throw new CheckpointException("is damaged: its checksum is wrong");
        }
    }

    private static SampleShape shape(DataInputStream in) throws IOException {
        return new SampleShape(in.readInt(), in.readInt(), in.readInt());
    }

    private static Progress progress(DataInputStream in) throws IOException {
        PlanHash plan = new PlanHash(in.readLong());
        RoundNumber trained = new RoundNumber(in.readInt());
        return new Progress(plan, trained, owed(plan, in));
    }

    private static Progress.@Nullable Owed owed(PlanHash plan, DataInputStream in) throws IOException {
        if (!in.readBoolean()) {
            return null;
        }
        Update update = update(plan, in);
        return new Progress.Owed(update, Instant.ofEpochMilli(in.readLong()));
    }

    private static Update update(PlanHash plan, DataInputStream in) throws IOException {
        int[] classes = new int[count(in)];
        for (int position = 0; position < classes.length; position++) {
            classes[position] = in.readInt();
        }
        SparsePrototypes prototypes = new SparsePrototypes(ClassSet.of(classes), in.readInt(), floats(in));
        double tau = in.readDouble();
        long samples = in.readLong();
        float[] model = floats(in);
        return new Update(
                plan,
                prototypes,
                Double.isNaN(tau) ? null : tau,
                samples == 0 ? null : new SharedModel(samples, model));
    }

    private static float[] floats(DataInputStream in) throws IOException {
        float[] values = new float[count(in)];
        ByteBuffer.wrap(in.readNBytes(values.length * Float.BYTES))
                .asFloatBuffer()
                .get(values);
        return values;
    }

    /** Of things of four bytes: no more than the file can hold. */
    private static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > in.available() / Integer.BYTES) {
            throw new CheckpointException("is damaged: it cannot hold " + count + " values");
        }
        return count;
    }

    private static int checksum(byte[] bytes, int end) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, end);
        return (int) checksum.getValue();
    }
}
