package io.tinyfleet.agent.data.partition;

import static io.tinyfleet.agent.data.Quote.quoted;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.Pool;
import io.tinyfleet.agent.data.PooledSample;
import io.tinyfleet.agent.data.csv.CsvTable;
import io.tinyfleet.protocol.DeviceId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Samples as a file lists them, so that two implementations train on exactly the same in the same order: CSV with the
 * columns {@code client,split,class,path}. A client becomes a device, {@code 7} the device {@code client-7}; the split is
 * {@code train} or {@code test}; the class is a label and must be the sample's; the path is its name in the pool. What is
 * not listed is left out; nothing may be listed twice.
 *
 * @param file in UTF-8
 */
public record Listing(Path file) implements Partition {
    private static final List<String> COLUMNS = List.of("client", "split", "class", "path");

    private record Parts(List<Integer> train, List<Integer> test) {}

    @Override
    public List<Share> deal(Pool pool) throws DataException {
        List<PooledSample> samples = pool.samples();
        Map<String, Integer> byName = new HashMap<>();
        for (int i = 0; i < samples.size(); i++) {
            byName.put(samples.get(i).name(), i);
        }
        Map<DeviceId, Parts> devices = new LinkedHashMap<>();
        Map<Integer, Long> lines = new HashMap<>();
        DeviceNames names = new DeviceNames();
        try (CsvTable table = CsvTable.open(file, COLUMNS)) {
            while (table.next()) {
                int sample = sample(table, byName, samples);
                Long before = lines.put(sample, table.line());
                if (before != null) {
                    throw table.malformed(quoted(table.cell(3)) + " is listed in line " + before + " already");
                }
                Parts parts = devices.computeIfAbsent(
                        device(table, names), device -> new Parts(new ArrayList<>(), new ArrayList<>()));
                part(table, parts).add(sample);
            }
        }
        return shares(devices);
    }

    private static DeviceId device(CsvTable table, DeviceNames names) throws DataException {
        try {
            return names.of(table.cell(0));
        } catch (DataException e) {
            throw table.malformed("client " + e.getMessage());
        }
    }

    private static List<Integer> part(CsvTable table, Parts parts) throws DataException {
        return switch (table.cell(1)) {
            case "train" -> parts.train();
            case "test" -> parts.test();
            default -> throw table.malformed("split is " + quoted(table.cell(1)) + ", expected train or test");
        };
    }

    private static int sample(CsvTable table, Map<String, Integer> byName, List<PooledSample> samples)
            throws DataException {
        Integer sample = byName.get(table.cell(3));
        if (sample == null) {
            throw table.malformed("path is " + quoted(table.cell(3)) + ", which the data has not; expected one such as "
                    + quoted(samples.get(0).name()));
        }
        String label = String.valueOf(samples.get(sample).label());
        if (!table.cell(2).equals(label)) {
            throw table.malformed(
                    "class is " + quoted(table.cell(2)) + ", but " + quoted(table.cell(3)) + " is of class " + label);
        }
        return sample;
    }

    private List<Share> shares(Map<DeviceId, Parts> devices) throws DataException {
        List<Share> shares = new ArrayList<>();
        for (Map.Entry<DeviceId, Parts> entry : devices.entrySet()) {
            Share share = new Share(
                    entry.getKey(), entry.getValue().train(), entry.getValue().test());
            if (!share.hasBothParts()) {
                throw new DataException(
                        file + ": " + share.device() + " has " + share.train().size()
                                + " samples for training and " + share.test().size()
                                + " for testing, expected at least one of each");
            }
            shares.add(share);
        }
        if (shares.isEmpty()) {
            throw new DataException(file + ": lists nothing, expected lines " + String.join(",", COLUMNS));
        }
        return shares;
    }
}
