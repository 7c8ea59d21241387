package io.tinyfleet.broker;

import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.client.parameter.ServerInformation;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import org.jspecify.annotations.Nullable;

/** Our part inside HiveMQ: it posts the guard, and tells which port HiveMQ picked. */
final class BrokerExtension implements ExtensionMain {
    private final Post post;
    private volatile @Nullable ServerInformation server;
    private volatile String problem = "HiveMQ did not start it";

    BrokerExtension(Post post) {
        this.post = post;
    }

    EmbeddedExtension embedded() {
        return EmbeddedExtension.builder()
                .withId("tinyfleet")
                .withName("tinyfleet")
                .withVersion("1")
                .withPriority(0)
                .withStartPriority(1_000)
                .withExtensionMain(this)
                .build();
    }

    /** The port of the one listener, once HiveMQ has started; HiveMQ does so without an extension that fails. */
    int port() throws BrokerStartException {
        ServerInformation known = server;
        if (known == null) {
            throw new BrokerStartException("the broker does not run without its extension: " + problem);
        }
        return known.getListener().iterator().next().getPort();
    }

    @Override
    public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
        try {
            post.register();
            server = input.getServerInformation();
        } catch (RuntimeException e) {
            problem = e.toString();
            output.preventExtensionStartup(problem);
        }
    }

    @Override
    public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {}
}
