package io.tinyfleet.protocol.message;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** What texts in messages have in common: they are Unicode, and their limits count bytes of UTF-8. */
final class Text {
    private Text() {}

    static void require(String what, String value, int mostBytes) {
        // UTF-8 never has fewer bytes than UTF-16 has units: no need to encode what is far too long.
        if (value.length() > mostBytes || utf8Bytes(what, value) > mostBytes) {
            throw new IllegalArgumentException(
                    what + " has at most " + mostBytes + " bytes in UTF-8, unlike '" + cut(value, mostBytes) + "'…");
        }
    }

    private static int utf8Bytes(String what, String value) {
        try {
            return StandardCharsets.UTF_8
                    .newEncoder()
                    .encode(CharBuffer.wrap(value))
                    .remaining();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(what + " is not Unicode: it has half a surrogate pair", e);
        }
    }

    /** The longest beginning that fits in {@code mostBytes} and cuts no character in two. */
    static String cut(String value, int mostBytes) {
        CharBuffer from = CharBuffer.wrap(value);
        CoderResult result = StandardCharsets.UTF_8.newEncoder().encode(from, ByteBuffer.allocate(mostBytes), true);
        return result.isError() || result.isOverflow() ? value.substring(0, from.position()) : value;
    }
}
