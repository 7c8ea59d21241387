package io.tinyfleet.mqtt.paho;

import org.eclipse.paho.mqttv5.common.MqttException;

/** A connection could not be made, or ended. Its message says why, for an operator. */
final class LinkFailure extends Exception {
    private static final long serialVersionUID = 1L;

    LinkFailure(String reason) {
        super(reason);
    }

    LinkFailure(String what, Throwable cause) {
        super(what + ": " + describe(cause), cause);
    }

    static String describe(Throwable problem) {
        String text = problem.getMessage() == null ? problem.getClass().getSimpleName() : problem.getMessage();
        if (problem instanceof MqttException coded) {
            text = text + " (" + coded.getReasonCode() + ")";
        }
        Throwable cause = problem.getCause();
        return cause == null || cause == problem ? text : text + ", " + describe(cause);
    }
}
