package io.tinyfleet.protocol.mask;

import java.util.ArrayList;
import java.util.List;

/**
 * The TinyProto authors' scheme: dimensions fall into blocks of ⌊d/K⌋ neighbours (at least 1; the last block may be
 * shorter), and a class takes blocks from a shuffled deck until it has s dimensions, of the last one perhaps only the
 * first few. With K·s ≤ d no two classes share a dimension.
 */
final class BlockMasks {
    private BlockMasks() {}

    static ClassMasks generate(int classes, int dimensions, int kept, long seed) {
        int blockLength = Math.max(1, dimensions / classes);
        int blocks = (dimensions + blockLength - 1) / blockLength;
        Deck deck = new Deck(blocks, new SplitMix64(seed));
        int[][] masks = new int[classes][kept];
        for (int[] mask : masks) {
            fill(mask, deck, blockLength, dimensions);
        }
        return ClassMasks.of(dimensions, masks);
    }

    private static void fill(int[] mask, Deck deck, int blockLength, int dimensions) {
        List<Integer> hand = new ArrayList<>();
        int filled = 0;
        while (filled < mask.length) {
            int block = deck.next(hand);
            hand.add(block);
            int end = Math.min(dimensions, (block + 1) * blockLength);
            for (int dimension = block * blockLength; dimension < end && filled < mask.length; dimension++) {
                mask[filled++] = dimension;
            }
        }
    }
}
