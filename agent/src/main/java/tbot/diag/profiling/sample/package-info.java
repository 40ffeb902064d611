/**
 * What a sample is, how often samples are taken, and how much each stands for.
 *
 * <p>Types for other packages: {@link tbot.diag.profiling.sample.Sample}, {@link
 * tbot.diag.profiling.sample.SampleSink} and {@link tbot.diag.profiling.sample.EventKind}. The
 * throttles, the weights, the intervals and the clock are for the other packages of {@code
 * profiling}.
 *
 * <p>Imports stacks, and the version of Java.
 */
package tbot.diag.profiling.sample;
