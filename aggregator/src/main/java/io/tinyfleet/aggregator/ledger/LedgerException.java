package io.tinyfleet.aggregator.ledger;

/** A ledger cannot be used; the message names the file, and says what is wrong and what can be done. */
public final class LedgerException extends Exception {
    public LedgerException(String message) {
        super(message);
    }

    public LedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}
