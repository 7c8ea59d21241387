package io.tinyfleet.deploy.experiment;

import io.tinyfleet.agent.data.partition.BySource;
import io.tinyfleet.agent.data.partition.ClassesPerDevice;
import io.tinyfleet.agent.data.partition.Dirichlet;
import io.tinyfleet.agent.data.partition.Listing;
import io.tinyfleet.agent.data.partition.Partition;

/** How samples come to devices. */
enum Dealing {
    /** Who measured them has them. */
    SOURCE {
        @Override
        Partition partition(DataSettings settings, long seed) {
            return new BySource(seed);
        }
    },
    DIRICHLET {
        @Override
        Partition partition(DataSettings settings, long seed) {
            return new Dirichlet(settings.devices().orElse(USUAL_DEVICES), settings.alpha(), seed);
        }
    },
    CLASSES {
        @Override
        Partition partition(DataSettings settings, long seed) {
            return new ClassesPerDevice(settings.devices().orElse(USUAL_DEVICES), settings.classesPerDevice(), seed);
        }
    },
    /** A file says it, and no seed matters. */
    LISTING {
        @Override
        Partition partition(DataSettings settings, long seed) {
            return new Listing(settings.listing());
        }
    };

    private static final int USUAL_DEVICES = 20;

    abstract Partition partition(DataSettings settings, long seed);
}
