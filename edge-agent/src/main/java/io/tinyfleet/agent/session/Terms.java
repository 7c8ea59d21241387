package io.tinyfleet.agent.session;

import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Plan;
import java.util.List;
import java.util.Optional;

/**
 * On what terms a device takes part in a plan. Immutable.
 *
 * @param classNames the classes of its data, to which a plan must agree
 * @param sharesModel whether a plan may have the model itself, which otherwise never leaves the device
 */
public record Terms(List<String> classNames, boolean sharesModel) {
    public Terms {
        classNames = List.copyOf(classNames);
    }

    /** Why the device cannot take part; empty if it can. */
    public Optional<String> objection(Plan plan) {
        if (!plan.classNames().equals(classNames)) {
            return Optional.of(
                    "the plan's classes are " + plan.classNames() + ", this device's data has " + classNames);
        }
        if (plan.method().exchange() == Method.Exchange.MODEL && !sharesModel) {
            return Optional.of("the plan's method " + plan.method().label()
                    + " wants the device's model itself, which must not leave it unless model.share is true");
        }
        return Optional.empty();
    }
}
