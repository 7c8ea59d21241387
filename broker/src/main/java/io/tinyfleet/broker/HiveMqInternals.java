package io.tinyfleet.broker;

import com.hivemq.configuration.service.InternalConfigurations;
import com.hivemq.migration.meta.PersistenceType;

/** HiveMQ's settings that are in no file: statics of the process, set before it starts. */
final class HiveMqInternals {
    /**
     * Files a persistence is split into, 64 by default. Data written under another number is not found again: changing
     * this loses every retained message and session.
     */
    private static final int BUCKETS = 16;

    private HiveMqInternals() {}

    /** For machines from a small board upwards, with data on disk and memory that the heap's limit bounds. */
    static void set() {
        // RocksDB takes native memory by the machine's RAM, whatever the heap may be; Xodus stays inside the heap.
        InternalConfigurations.RETAINED_MESSAGE_PERSISTENCE_TYPE.set(PersistenceType.FILE);
        InternalConfigurations.PAYLOAD_PERSISTENCE_TYPE.set(PersistenceType.FILE);
        InternalConfigurations.PERSISTENCE_BUCKET_COUNT.set(BUCKETS);
        InternalConfigurations.PAYLOAD_PERSISTENCE_BUCKET_COUNT.set(BUCKETS);
        InternalConfigurations.JMX_REPORTER_ENABLED.set(false);
        InternalConfigurations.PERSISTENCE_SHUTDOWN_GRACE_PERIOD_MSEC.set(200);
    }

    /** To be called after {@code EmbeddedHiveMQ} was built, which lets in whomever no extension knows. */
    static void refuseWhomNobodyKnows() {
        InternalConfigurations.AUTH_DENY_UNAUTHENTICATED_CONNECTIONS.set(true);
    }
}
