package io.tinyfleet.protocol.codec;

import io.tinyfleet.protocol.RoundNumber;
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
    private static final int COMBINED = 12;

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
                .integer(RESIDENT_BYTES, report.residentBytes())
                .number(COMBINED, report.accuracy().combined()));
    }

    public static Report decode(byte[] payload, PlanHash inForce) throws DecodeException {
        return CborReader.message(payload, in -> {
            PlanHash plan = in.plan(inForce);
            RoundNumber round = in.round(ROUND);
            double localPrototype = in.number(LOCAL_PROTOTYPE);
            Double globalPrototype = in.optionalNumber(GLOBAL_PROTOTYPE);
            double head = in.number(HEAD);
            int testSamples = (int) in.integer(TEST_SAMPLES, Integer.MAX_VALUE);
            double crossEntropy = in.number(CROSS_ENTROPY);
            double pull = in.number(PULL);
            Double largestTau = in.optionalNumber(LARGEST_TAU);
            long trainingMs = in.integer(TRAINING_MS, Long.MAX_VALUE);
            long residentBytes = in.integer(RESIDENT_BYTES, Long.MAX_VALUE);
            Accuracy accuracy = new Accuracy(localPrototype, globalPrototype, head, in.number(COMBINED));
            return new Report(
                    plan, round, accuracy, testSamples, crossEntropy, pull, largestTau, trainingMs, residentBytes);
        });
    }
}
