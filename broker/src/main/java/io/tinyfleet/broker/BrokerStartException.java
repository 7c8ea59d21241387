package io.tinyfleet.broker;

/** The broker did not start, and nothing of it runs. The message tells an operator what to do. */
public final class BrokerStartException extends Exception {
    private static final long serialVersionUID = 1L;

    BrokerStartException(String message) {
        super(message);
    }

    BrokerStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
