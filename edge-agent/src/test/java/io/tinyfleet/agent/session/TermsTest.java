package io.tinyfleet.agent.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.tinyfleet.agent.Plans;
import io.tinyfleet.protocol.message.Method;
import io.tinyfleet.protocol.message.Plan;
import java.util.List;
import org.junit.jupiter.api.Test;

class TermsTest {
    private static final Terms USUAL = new Terms(Plans.CLASS_NAMES, false);
    private static final Terms SHARING = new Terms(Plans.CLASS_NAMES, true);

    @Test
    void theClassesAreThoseOfTheData() {
        assertThat(new Terms(List.of("red", "blue", "green"), true).objection(Plans.small()))
                .hasValue("the plan's classes are [red, green, blue], this device's data has [red, blue, green]");
    }

    @Test
    void aModelLeavesOnlyWhereThatIsAllowed() {
        Plan averaging = Plans.with(Method.FEDAVG, Plans.small().objective());

        assertThat(USUAL.objection(Plans.small())).isEmpty();
        assertThat(SHARING.objection(averaging)).isEmpty();
        assertThat(USUAL.objection(averaging))
                .hasValue("the plan's method fedavg wants the device's model itself, which must not leave it unless"
                        + " model.share is true");
    }
}
