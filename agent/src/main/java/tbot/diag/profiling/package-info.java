/**
 * Records samples: one profiling session in the process, shared by any number of windows.
 *
 * <p>Types for other packages: {@link tbot.diag.profiling.Recorder}, the {@link
 * tbot.diag.profiling.Window} and the {@link tbot.diag.profiling.Recording} that it opens, and the
 * exceptions. {@link tbot.diag.profiling.SegmentSource} and {@link tbot.diag.profiling.Segment} are
 * for the engine, which implements them.
 *
 * <p>Imports the log, samples, stacks, and of {@code jfr} only {@code JfrChunk}. Must not import
 * the engine.
 */
package tbot.diag.profiling;
