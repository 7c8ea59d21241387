package io.tinyfleet.protocol.codec;

import io.tinyfleet.protocol.message.Accuracy;
import io.tinyfleet.protocol.message.PlanHash;
import io.tinyfleet.protocol.message.Report;

/** {@link Report} on the wire; global accuracy and τ are absent while there are no global prototypes. */
public final class ReportCodec {
    private static final int ROUND = 2;
    private static final int LOCAL_PROTOTYPE = 3;
    private static final int GLOBAL_PROTOTYPE = 4;
    private static final int HEAD = 5;
    private static final int TEST_SAMPLES = 6;
    private static final int CROSS_ENTROPY = 7;
    private static final int PULL = 8;
    private static final int LARGEST_TAU = 9;
    private static final int TRAINING_MS = 10;
    private static final int RESIDENT_BYTES = 11;

    private ReportCodec() {}

    public static byte[] encode(Report report) {
        return CborWriter.message(out -> out.plan(report.plan())
                .round(ROUND, report.round())
                .number(LOCAL_PROTOTYPE, report.accuracy().localPrototype())
                .optionalNumber(GLOBAL_PROTOTYPE, report.accuracy().globalPrototype())
                .number(HEAD, report.accuracy().head())
                .integer(TEST_SAMPLES, report.testSamples())
                .number(CROSS_ENTROPY, report.crossEntropy())
                .number(PULL, report.pull())
                .optionalNumber(LARGEST_TAU, report.largestTau())
                .integer(TRAINING_MS, report.trainingMs())
                .integer(RESIDENT_BYTES, report.residentBytes()));
    }

    public static Report decode(byte[] payload, PlanHash inForce) throws DecodeException {
        return CborReader.message(
                payload,
                in -> new Report(
                        in.plan(inForce),
                        in.round(ROUND),
                        new Accuracy(in.number(LOCAL_PROTOTYPE), in.optionalNumber(GLOBAL_PROTOTYPE), in.number(HEAD)),
                        (int) in.integer(TEST_SAMPLES, Integer.MAX_VALUE),
                        in.number(CROSS_ENTROPY),
                        in.number(PULL),
                        in.optionalNumber(LARGEST_TAU),
                        in.integer(TRAINING_MS, Long.MAX_VALUE),
                        in.integer(RESIDENT_BYTES, Long.MAX_VALUE)));
    }
}
