package io.tinyfleet.protocol;

/** An enum constant with a number that stands for it on the wire and never changes. */
public interface Coded {
    int code();
}
