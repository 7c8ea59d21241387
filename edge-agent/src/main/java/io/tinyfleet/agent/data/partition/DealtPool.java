package io.tinyfleet.agent.data.partition;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.DataSource;
import io.tinyfleet.agent.data.DeviceData;
import io.tinyfleet.agent.data.Pool;
import io.tinyfleet.agent.data.SampleShape;
import io.tinyfleet.protocol.DeviceId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A pool in shares. */
final class DealtPool implements DataSource {
    private final Pool pool;
    private final Map<DeviceId, Share> shares = new LinkedHashMap<>();

    DealtPool(Pool pool, List<Share> shares) {
        this.pool = pool;
        for (Share share : shares) {
            if (this.shares.put(share.device(), share) != null) {
                throw new IllegalArgumentException("device " + share.device() + " has two shares");
            }
        }
    }

    @Override
    public List<String> classNames() {
        return pool.classNames();
    }

    @Override
    public SampleShape shape() {
        return pool.shape();
    }

    @Override
    public List<DeviceId> devices() {
        return List.copyOf(shares.keySet());
    }

    @Override
    public DeviceData load(DeviceId device) throws DataException {
        Share share = shares.get(device);
        if (share == null) {
            throw new IllegalArgumentException("no data for device " + device + ", only for " + shares.size()
                    + " devices: "
                    + String.join(
                            ", ",
                            shares.keySet().stream()
                                    .map(DeviceId::value)
                                    .limit(20)
                                    .toList())
                    + (shares.size() > 20 ? " …" : ""));
        }
        return pool.standardised(pool.read(share.train()), pool.read(share.test()));
    }
}
