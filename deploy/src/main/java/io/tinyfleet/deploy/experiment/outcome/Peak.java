package io.tinyfleet.deploy.experiment.outcome;

/**
 * Where a run does best.
 *
 * @param accuracy mean over seeds, a share from 0 to 1
 */
record Peak(int round, Rule rule, double accuracy) {}
