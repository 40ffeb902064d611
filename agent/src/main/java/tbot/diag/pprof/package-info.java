/**
 * The endpoints of debug mode, as Go's net/http/pprof has them. The door: {@link
 * tbot.diag.pprof.PprofEndpoints} makes the routes, and {@link tbot.diag.pprof.CumulativeRecording}
 * holds what is recorded between requests. Imports {@code profiling} but not {@code
 * profiling.engine}, {@code http} but not {@code http.engine}, and nothing of {@code hooks}.
 */
package tbot.diag.pprof;
