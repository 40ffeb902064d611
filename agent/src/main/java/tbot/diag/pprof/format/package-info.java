/**
 * Each way to write a profile. The door: {@link tbot.diag.pprof.format.ProfileFormat}, which opens
 * a stream and writes to it; {@link tbot.diag.pprof.format.HeatmapPage}, of a recording; {@link
 * tbot.diag.pprof.format.Symbols}, which all profiles of a process share. Imports {@code
 * pprof.flamegraph}, {@code pprof.profile}, {@code profiling.source}, {@code profiling.stack},
 * {@code page} and {@code jvm}; knows no recorder and no HTTP.
 */
package tbot.diag.pprof.format;
