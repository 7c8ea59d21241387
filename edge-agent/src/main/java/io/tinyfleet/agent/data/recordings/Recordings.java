package io.tinyfleet.agent.data.recordings;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.DataSource;
import io.tinyfleet.agent.data.DeviceData;
import io.tinyfleet.agent.data.LabelledSamples;
import io.tinyfleet.agent.data.MeasuredPool;
import io.tinyfleet.agent.data.MeasuredPool.Measured;
import io.tinyfleet.agent.data.Pool;
import io.tinyfleet.agent.data.PooledSample.Part;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.agent.data.Standardisation;
import io.tinyfleet.protocol.DeviceId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Movements of 23 people in five activities, as measured by the phone and the watch each of them wore: 46 devices.
 *
 * <p>A device is one person's phone or watch, {@code s01-sp} or {@code s01-sw}; they come person by person, so a
 * smaller fleet still has both kinds. Files are {@code s01/s01_02_sp.csv}: person, recording, device. Samples are
 * windows of 128 rows and six channels, see {@link Windows}, standardised per device by {@link Standardisation}.
 *
 * <p>The first, fifth, ninth … of a person's recordings, in order of their names, are the test part on both devices,
 * all others the training part. Windows overlap, so a split by window would test on what was trained on.
 *
 * <p>Data: M. Matey-Sanz, S. Casteleyn, C. Granell, <i>Dataset of inertial measurements of smartphones and
 * smartwatches for human activity recognition</i>, Data in Brief 2023, doi:10.1016/j.dib.2023.109809; CC BY 4.0.
 */
public final class Recordings implements DataSource {
    private static final Pattern PERSON = Pattern.compile("s\\d{2}");

    private final Map<DeviceId, Owner> owners;

    private record Owner(Person person, Wearable wearable) {}

    private Recordings(Map<DeviceId, Owner> owners) {
        this.owners = owners;
    }

    /**
     * Lists who is there; reads no recording yet.
     *
     * @param directory the one that holds {@code s01}, {@code s02} …; some of the people may be absent
     * @throws DataException when the directory is missing or not laid out as published
     */
    public static Recordings open(Path directory) throws DataException {
        Map<DeviceId, Owner> owners = new LinkedHashMap<>();
        for (Map.Entry<String, Path> entry : people(directory).entrySet()) {
            Person person = Person.in(entry.getValue(), entry.getKey());
            for (Wearable wearable : Wearable.values()) {
                owners.put(new DeviceId(person.name() + "-" + wearable.code()), new Owner(person, wearable));
            }
        }
        if (owners.isEmpty()) {
            throw new DataException(
                    directory + ": nobody's recordings, expected directories s01, s02 … of the sp-sw-har data set");
        }
        return new Recordings(owners);
    }

    private static Map<String, Path> people(Path directory) throws DataException {
        if (!Files.isDirectory(directory)) {
            throw new DataException(
                    directory + ": no such directory, expected the sp-sw-har data set with directories s01, s02 …");
        }
        Map<String, Path> people = new TreeMap<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, Files::isDirectory)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (PERSON.matcher(name).matches()) {
                    people.put(name, entry);
                }
            }
        } catch (IOException e) {
            throw new DataException(directory + ": cannot be listed", e);
        }
        return people;
    }

    @Override
    public List<String> classNames() {
        return Activity.names();
    }

    @Override
    public SampleShape shape() {
        return Windows.SHAPE;
    }

    @Override
    public List<DeviceId> devices() {
        return List.copyOf(owners.keySet());
    }

    @Override
    public DeviceData load(DeviceId device) throws DataException {
        Owner owner = owners.get(device);
        if (owner == null) {
            List<DeviceId> known = new ArrayList<>(owners.keySet());
            throw new IllegalArgumentException("no recordings of device " + device + ", only of " + known.size()
                    + " devices from " + known.get(0) + " to " + known.get(known.size() - 1));
        }
        return Standardisation.byTraining(
                LabelledSamples.joined(train(device, owner)), LabelledSamples.joined(test(device, owner)));
    }

    /** All windows as measured, those of a device one after the other, for another partition than by device. */
    public Pool pool() throws DataException {
        List<Measured> measured = new ArrayList<>();
        for (Map.Entry<DeviceId, Owner> entry : owners.entrySet()) {
            String source = entry.getKey().value();
            for (LabelledSamples recording : train(entry.getKey(), entry.getValue())) {
                measured.add(new Measured(source, Part.TRAIN, recording));
            }
            for (LabelledSamples recording : test(entry.getKey(), entry.getValue())) {
                measured.add(new Measured(source, Part.TEST, recording));
            }
        }
        return new MeasuredPool(classNames(), measured, true);
    }

    private static List<LabelledSamples> train(DeviceId device, Owner owner) throws DataException {
        return windows(owner, owner.person().trainRecordings(), device + ": no training windows");
    }

    private static List<LabelledSamples> test(DeviceId device, Owner owner) throws DataException {
        return windows(owner, owner.person().testRecordings(), device + ": no test windows");
    }

    /** Those of each recording. */
    private static List<LabelledSamples> windows(Owner owner, List<String> recordings, String ifNone)
            throws DataException {
        List<LabelledSamples> windows = owner.person().read(recordings, owner.wearable()).stream()
                .map(recording -> Windows.cut(List.of(recording)))
                .toList();
        if (windows.stream().anyMatch(ofOne -> ofOne.size() > 0)) {
            return windows;
        }
        throw new DataException(
                recordings.isEmpty()
                        ? ifNone + ", expected two recordings or more: one is for testing, the others for training"
                        : ifNone + ", expected " + Windows.LENGTH + " rows or more in at least one of "
                                + String.join(", ", recordings));
    }
}
