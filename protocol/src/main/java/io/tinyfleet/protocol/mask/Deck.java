package io.tinyfleet.protocol.mask;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Deals cards 0 … n−1 in random order. When it has none left that the receiver does not hold already, a freshly
 * shuffled deck goes underneath, so that all cards are dealt about equally often.
 */
final class Deck {
    private final SplitMix64 random;
    private final int cards;
    private final ArrayDeque<Integer> waiting = new ArrayDeque<>();

    Deck(int cards, SplitMix64 random) {
        this.cards = cards;
        this.random = random;
    }

    /** The next {@code count ≤ n} different cards. */
    List<Integer> deal(int count) {
        List<Integer> hand = new ArrayList<>(count);
        while (hand.size() < count) {
            hand.add(next(hand));
        }
        return hand;
    }

    /** The uppermost card that is not in {@code hand}, which must lack at least one. */
    int next(List<Integer> hand) {
        for (Iterator<Integer> cards = waiting.iterator(); cards.hasNext(); ) {
            int card = cards.next();
            if (!hand.contains(card)) {
                cards.remove();
                return card;
            }
        }
        putFreshDeckUnderneath();
        return next(hand);
    }

    private void putFreshDeckUnderneath() {
        int[] fresh = new int[cards];
        for (int card = 0; card < cards; card++) {
            fresh[card] = card;
        }
        random.shuffle(fresh);
        for (int card : fresh) {
            waiting.addLast(card);
        }
    }
}
