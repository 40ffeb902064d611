/**
 * Measures the figures of docs/figures.md and the README. {@code bin/bench} runs the classes with a
 * {@code main} method, each of which prints one table. Only {@link tbot.diag.bench.RecordingFile}
 * and {@link tbot.diag.bench.FileToPprof} import classes of the agent; all other measurements use
 * its jar.
 */
package tbot.diag.bench;
