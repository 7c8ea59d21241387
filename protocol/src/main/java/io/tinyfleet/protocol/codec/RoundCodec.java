package io.tinyfleet.protocol.codec;

import io.tinyfleet.protocol.message.PlanHash;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import io.tinyfleet.protocol.message.RoundPhase;
import java.io.IOException;
import java.time.Instant;

/** {@link RoundAnnouncement} on the wire; instants are milliseconds since 1970-01-01T00:00Z. */
public final class RoundCodec {
    private static final int ROUND = 2;
    private static final int PHASE = 3;
    private static final int BASIS = 4;
    private static final int OPENED_AT = 5;
    private static final int DEADLINE = 6;
    private static final int NOTE = 7;
    private static final long LAST_MILLI = RoundAnnouncement.LATEST.toEpochMilli();

    private RoundCodec() {}

    public static byte[] encode(RoundAnnouncement round) {
        return CborWriter.message(out -> {
            out.plan(round.plan())
                    .round(ROUND, round.round())
                    .code(PHASE, round.phase())
                    .round(BASIS, round.basis())
                    .integer(OPENED_AT, round.openedAt().toEpochMilli())
                    .integer(DEADLINE, round.deadline().toEpochMilli());
            if (!round.note().isEmpty()) {
                out.text(NOTE, round.note());
            }
        });
    }

    public static RoundAnnouncement decode(byte[] payload, PlanHash inForce) throws DecodeException {
        return CborReader.message(
                payload,
                in -> new RoundAnnouncement(
                        in.plan(inForce),
                        in.round(ROUND),
                        in.code(PHASE, RoundPhase.class),
                        in.round(BASIS),
                        Instant.ofEpochMilli(in.integer(OPENED_AT, LAST_MILLI)),
                        Instant.ofEpochMilli(in.integer(DEADLINE, LAST_MILLI)),
                        in.has(NOTE) ? note(in) : ""));
    }

    /** There is one way to say nothing: without the key. */
    private static String note(CborReader in) throws IOException, DecodeException {
        String note = in.text(NOTE, RoundAnnouncement.LONGEST_NOTE);
        if (note.isEmpty()) {
            throw CborReader.malformed("an empty note");
        }
        return note;
    }
}
