package io.tinyfleet.broker;

import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.extension.sdk.api.ExtensionMain;
import com.hivemq.extension.sdk.api.client.parameter.ServerInformation;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStartOutput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopInput;
import com.hivemq.extension.sdk.api.parameter.ExtensionStopOutput;
import org.jspecify.annotations.Nullable;

/**
 * Our part inside HiveMQ. It tells which port HiveMQ picked; it is also where the identity of clients will be checked,
 * and then the broker starts on no address without it.
 */
final class BrokerExtension implements ExtensionMain {
    private volatile @Nullable ServerInformation server;

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

    /** The port of the one listener, once HiveMQ has started. */
    int port() {
        ServerInformation known = server;
        if (known == null) {
            throw new IllegalStateException("this is a bug: HiveMQ started without our extension");
        }
        return known.getListener().iterator().next().getPort();
    }

    @Override
    public void extensionStart(ExtensionStartInput input, ExtensionStartOutput output) {
        server = input.getServerInformation();
    }

    @Override
    public void extensionStop(ExtensionStopInput input, ExtensionStopOutput output) {}
}
