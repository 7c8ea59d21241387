package io.tinyfleet.protocol.codec;

import io.tinyfleet.protocol.message.Message;
import io.tinyfleet.protocol.message.PlanInForce;
import java.util.HexFormat;
import java.util.stream.Stream;

/** A message whose bytes were written by hand, from SPEC.md, with a comment behind each. */
interface HandWritten {
    static Stream<HandWritten> all() {
        return Stream.concat(Stream.of(Example.values()), Stream.of(MethodExample.values()));
    }

    String name();

    Kind kind();

    byte[] bytes();

    Message message();

    /** What it was made under; a plan is its own. */
    PlanInForce plan();

    /** Bytes from hexadecimal digits, without white space and comments. */
    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replaceAll("#.*", "").replaceAll("\\s", ""));
    }
}
