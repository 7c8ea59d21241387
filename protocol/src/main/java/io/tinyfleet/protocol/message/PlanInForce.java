package io.tinyfleet.protocol.message;

/** A plan with the hash of the very bytes it was published in. */
public record PlanInForce(Plan plan, PlanHash hash) {}
