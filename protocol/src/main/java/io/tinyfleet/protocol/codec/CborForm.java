package io.tinyfleet.protocol.codec;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * Checks the form that every message has (RFC 8949, section 3) before a parser sees it: one map whose keys are unsigned
 * integers and whose values are numbers, text, byte strings (these may be typed arrays, RFC 8746), or arrays of numbers
 * and text. Lengths are definite and the payload has what they promise, so whoever reads on never allocates for bytes
 * that did not come. Values nest no deeper, so nothing here recurses.
 */
final class CborForm {
    private static final int UNSIGNED = 0;
    private static final int NEGATIVE = 1;
    private static final int BYTES = 2;
    private static final int TEXT = 3;
    private static final int ARRAY = 4;
    private static final int MAP = 5;
    private static final int TAG = 6;

    private static final int ONE_BYTE_ARGUMENT = 24;
    private static final int HALF_PRECISION = 25;
    private static final int DOUBLE_PRECISION = 27;
    /** The tags of RFC 8746's typed arrays. */
    private static final int FIRST_TYPED_ARRAY = 64;

    private static final int LAST_TYPED_ARRAY = 87;

    private final byte[] payload;
    /** A new decoder reports what is wrong instead of replacing it. What it makes is not used. */
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();

    private final ByteBuffer text;
    private final CharBuffer characters = CharBuffer.allocate(64);
    private int at;

    /** The head read last: its major type, its additional information, and its argument as an unsigned number. */
    private int major;

    private int info;
    private long argument;

    private CborForm(byte[] payload) {
        this.payload = payload;
        text = ByteBuffer.wrap(payload);
    }

    static void require(byte[] payload) throws DecodeException {
        CborForm form = new CborForm(payload);
        form.map();
        if (form.at < payload.length) {
            throw CborReader.malformed(payload.length - form.at + " more bytes behind the message");
        }
    }

    private void map() throws DecodeException {
        head();
        if (major != MAP) {
            throw CborReader.malformed("not a CBOR map");
        }
        int entries = length();
        for (int entry = 0; entry < entries; entry++) {
            head();
            if (major != UNSIGNED) {
                throw unexpected("a key that is no unsigned integer");
            }
            value();
        }
    }

    private void value() throws DecodeException {
        head();
        switch (major) {
            case ARRAY -> {
                int items = length();
                for (int item = 0; item < items; item++) {
                    head();
                    scalar();
                }
            }
            case TAG -> {
                if (argument < FIRST_TYPED_ARRAY || argument > LAST_TYPED_ARRAY) {
                    throw unexpected("tag " + Long.toUnsignedString(argument));
                }
                head();
                if (major != BYTES) {
                    throw unexpected("a typed array that is no byte string");
                }
                at += length();
            }
            default -> scalar();
        }
    }

    private void scalar() throws DecodeException {
        switch (major) {
            case UNSIGNED, NEGATIVE -> {}
            case BYTES -> at += length();
            case TEXT -> text();
            case ARRAY, MAP -> throw unexpected("an array or map within a value");
            case TAG -> throw unexpected("a tag");
            default -> {
                if (info < HALF_PRECISION || info > DOUBLE_PRECISION) {
                    throw unexpected("a simple value");
                }
            }
        }
    }

    private void text() throws DecodeException {
        int end = at + length();
        text.limit(end).position(at);
        utf8.reset();
        CoderResult result;
        do {
            characters.clear();
            result = utf8.decode(text, characters, true);
        } while (result.isOverflow());
        if (result.isError()) {
            throw unexpected("text that is not UTF-8");
        }
        at = end;
    }

    private void head() throws DecodeException {
        int initial = next();
        major = initial >> 5;
        info = initial & 0x1F;
        if (info < ONE_BYTE_ARGUMENT) {
            argument = info;
        } else if (info <= DOUBLE_PRECISION) {
            argument = 0;
            for (int left = 1 << (info - ONE_BYTE_ARGUMENT); left > 0; left--) {
                argument = argument << Byte.SIZE | next();
            }
        } else {
            throw unexpected("an indefinite length or a reserved head");
        }
    }

    private int next() throws DecodeException {
        if (at == payload.length) {
            throw CborReader.malformed("cut short behind byte " + at);
        }
        return Byte.toUnsignedInt(payload[at++]);
    }

    /** The argument as a number of bytes or items, each of which takes at least one byte. */
    private int length() throws DecodeException {
        int left = payload.length - at;
        if (Long.compareUnsigned(argument, left) > 0) {
            throw CborReader.malformed("a length of " + Long.toUnsignedString(argument) + " before byte " + at
                    + ", but " + left + " bytes are left");
        }
        return (int) argument;
    }

    private DecodeException unexpected(String what) {
        return CborReader.malformed(what + " before byte " + at);
    }
}
