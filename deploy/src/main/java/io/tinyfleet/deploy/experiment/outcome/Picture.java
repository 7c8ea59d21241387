package io.tinyfleet.deploy.experiment.outcome;

/**
 * A chart on disk.
 *
 * @param file its name in the experiment's folder
 */
record Picture(String file, String title) {}
