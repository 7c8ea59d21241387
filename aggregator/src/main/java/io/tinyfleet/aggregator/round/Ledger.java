package io.tinyfleet.aggregator.round;

import java.util.List;

/** Where a fleet's rounds are written down. Owned by one thread at a time. */
public interface Ledger {
    /** Remembers nothing: for fleets that end with their process. */
    Ledger FORGETFUL = new Ledger() {
        @Override
        public Recollection recall() {
            return Recollection.NOTHING;
        }

        @Override
        public void record(List<Entry> entries) {}
    };

    /** Where the rounds stood with the last entry. */
    Recollection recall();

    /**
     * Writes down all entries or none, in this order, and returns when they will survive a crash. Throws if that cannot
     * be had; the caller must not go on then.
     */
    void record(List<Entry> entries);
}
