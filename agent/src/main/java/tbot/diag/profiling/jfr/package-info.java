/**
 * Reads async-profiler's recordings, which have the format of Java Flight Recorder.
 *
 * <p>Types for other packages: {@link tbot.diag.profiling.jfr.JfrSamples}, which reads samples, and
 * {@link tbot.diag.profiling.jfr.JfrChunk}, which finds and makes whole chunks.
 *
 * <p>Imports samples and stacks and no other package of the agent.
 */
package tbot.diag.profiling.jfr;
