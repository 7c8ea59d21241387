package io.tinyfleet.protocol.codec;

import io.tinyfleet.protocol.RoundNumber;
import io.tinyfleet.protocol.message.PlanHash;
import io.tinyfleet.protocol.message.Receipt;
import io.tinyfleet.protocol.message.Rejection;

/** {@link Receipt} on the wire; without a reason the update was accepted. */
public final class ReceiptCodec {
    private static final int ROUND = 2;
    private static final int REJECTION = 3;
    private static final int DETAIL = 4;

    private ReceiptCodec() {}

    public static byte[] encode(Receipt receipt) {
        Rejection rejection = receipt.rejection();
        return CborWriter.message(out -> {
            out.plan(receipt.plan()).round(ROUND, receipt.round());
            if (rejection != null) {
                out.code(REJECTION, rejection).text(DETAIL, receipt.detail());
            }
        });
    }

    public static Receipt decode(byte[] payload, PlanHash inForce) throws DecodeException {
        return CborReader.message(payload, in -> {
            PlanHash plan = in.plan(inForce);
            RoundNumber round = in.round(ROUND);
            return in.has(REJECTION)
                    ? new Receipt(
                            plan, round, in.code(REJECTION, Rejection.class), in.text(DETAIL, Receipt.LONGEST_DETAIL))
                    : Receipt.accepted(plan, round);
        });
    }
}
