package io.tinyfleet.protocol.codec;

import io.tinyfleet.protocol.message.DeviceStatus;
import io.tinyfleet.protocol.message.GlobalPrototypes;
import io.tinyfleet.protocol.message.Message;
import io.tinyfleet.protocol.message.Plan;
import io.tinyfleet.protocol.message.PlanInForce;
import io.tinyfleet.protocol.message.Receipt;
import io.tinyfleet.protocol.message.Report;
import io.tinyfleet.protocol.message.RoundAnnouncement;
import io.tinyfleet.protocol.message.Update;

/** The seven messages, so that a test can treat them alike. */
enum Kind {
    PLAN {
        @Override
        Message decode(byte[] payload, PlanInForce plan) throws DecodeException {
            return PlanCodec.decode(payload).plan();
        }

        @Override
        byte[] encode(Message message, Plan plan) {
            return PlanCodec.encode((Plan) message);
        }
    },
    ROUND {
        @Override
        Message decode(byte[] payload, PlanInForce plan) throws DecodeException {
            return RoundCodec.decode(payload, plan.hash());
        }

        @Override
        byte[] encode(Message message, Plan plan) {
            return RoundCodec.encode((RoundAnnouncement) message);
        }
    },
    UPDATE {
        @Override
        Message decode(byte[] payload, PlanInForce plan) throws DecodeException {
            return UpdateCodec.decode(payload, plan);
        }

        @Override
        byte[] encode(Message message, Plan plan) {
            return UpdateCodec.encode((Update) message, plan);
        }
    },
    GLOBAL {
        @Override
        Message decode(byte[] payload, PlanInForce plan) throws DecodeException {
            return GlobalPrototypesCodec.decode(payload, plan);
        }

        @Override
        byte[] encode(Message message, Plan plan) {
            return GlobalPrototypesCodec.encode((GlobalPrototypes) message, plan);
        }
    },
    STATUS {
        @Override
        Message decode(byte[] payload, PlanInForce plan) throws DecodeException {
            return StatusCodec.decode(payload, plan);
        }

        @Override
        byte[] encode(Message message, Plan plan) {
            return StatusCodec.encode((DeviceStatus) message);
        }
    },
    RECEIPT {
        @Override
        Message decode(byte[] payload, PlanInForce plan) throws DecodeException {
            return ReceiptCodec.decode(payload, plan.hash());
        }

        @Override
        byte[] encode(Message message, Plan plan) {
            return ReceiptCodec.encode((Receipt) message);
        }
    },
    REPORT {
        @Override
        Message decode(byte[] payload, PlanInForce plan) throws DecodeException {
            return ReportCodec.decode(payload, plan.hash());
        }

        @Override
        byte[] encode(Message message, Plan plan) {
            return ReportCodec.encode((Report) message);
        }
    };

    abstract Message decode(byte[] payload, PlanInForce plan) throws DecodeException;

    abstract byte[] encode(Message message, Plan plan);
}
