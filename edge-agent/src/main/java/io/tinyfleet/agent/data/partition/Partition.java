package io.tinyfleet.agent.data.partition;

import io.tinyfleet.agent.data.DataException;
import io.tinyfleet.agent.data.DataSource;
import io.tinyfleet.agent.data.Pool;
import java.util.List;

/** A way to deal a pool's samples to devices. */
@FunctionalInterface
public interface Partition {
    /**
     * Deals without reading a sample's values.
     *
     * @return one share a device; each has samples for training and for testing, and no sample is in two places
     * @throws DataException when this pool cannot be dealt in this way; the message says what would be possible
     */
    List<Share> deal(Pool pool) throws DataException;

    /** The pool, dealt: each device's samples are read when its data is loaded. */
    default DataSource over(Pool pool) throws DataException {
        return new DealtPool(pool, deal(pool));
    }
}
