/**
 * Reads async-profiler's recordings, which have the format of Java Flight Recorder.
 *
 * <p>Types for other packages: {@link tbot.diag.profiling.jfr.JfrSamples}, which reads samples, and
 * {@link tbot.diag.profiling.jfr.JfrChunk}, which finds the ends of chunks and makes empty ones.
 *
 * <p>Imports samples and stacks and no other package of the agent.
 */
package tbot.diag.profiling.jfr;
