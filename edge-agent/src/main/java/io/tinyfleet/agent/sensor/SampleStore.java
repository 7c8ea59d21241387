package io.tinyfleet.agent.sensor;

import java.util.List;

/** The port to where labelled windows are kept for training. Any thread may call it. */
public interface SampleStore {
    /** Keeps nothing. */
    SampleStore NONE = new SampleStore() {
        @Override
        public void add(List<Window> windows) {}

        @Override
        public List<Window> windows() {
            return List.of();
        }
    };

    /**
     * Keeps windows that have a label; when this returns they survive the end of the process and a loss of power. Of a
     * class that has too many the oldest make room. A window of the same sensor and start replaces the one before.
     *
     * @throws StoreException if they cannot be kept; none of them is, then
     */
    void add(List<Window> windows) throws StoreException;

    /** All that is kept, in the order in which it came. */
    List<Window> windows() throws StoreException;
}
