/**
 * The page with a flame graph: its data, made here, and its scripts and styles, which draw it in
 * the browser. The door: {@link tbot.diag.pprof.flamegraph.FlameGraphPage}. Imports {@code
 * pprof.profile}, {@code profiling.stack}, {@code page} and {@code jvm}; knows no recorder and no
 * HTTP.
 */
package tbot.diag.pprof.flamegraph;
