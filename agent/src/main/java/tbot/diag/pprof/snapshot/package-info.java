/**
 * The threads and the heap as they are at this moment. The door: {@link
 * tbot.diag.pprof.snapshot.ThreadDump}, {@link tbot.diag.pprof.snapshot.VirtualThreads}, {@link
 * tbot.diag.pprof.snapshot.StackElements} and {@link tbot.diag.pprof.snapshot.HeapHistogram}.
 * Imports {@code profiling.stack}, {@code jvm} and {@code log}; knows no profile and no HTTP.
 */
package tbot.diag.pprof.snapshot;
