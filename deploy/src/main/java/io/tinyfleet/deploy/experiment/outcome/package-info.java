/**
 * What came of an experiment: its files ({@code results.csv}, {@code tau.csv}, {@code prototypes.csv}, {@code run.json})
 * and what a person reads of them ({@code summary.md}, charts).
 */
@NullMarked
package io.tinyfleet.deploy.experiment.outcome;

import org.jspecify.annotations.NullMarked;
