package io.tinyfleet.aggregator.prototype.trained;

import io.tinyfleet.protocol.message.SparsePrototypes;
import java.util.List;

/**
 * What a round of training gave.
 *
 * @param state of the network, where the next round goes on
 * @param prototypes P_j of the classes that somebody uploaded, on the scale of the uploads; devices use them as ĉ_j^G
 * @param contributors |N_j|, the devices that uploaded the class, in the order of the classes
 */
public record TrainedRound(NetworkState state, SparsePrototypes prototypes, List<Integer> contributors) {
    public TrainedRound {
        contributors = List.copyOf(contributors);
    }
}
