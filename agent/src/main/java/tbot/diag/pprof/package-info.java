/**
 * The endpoints of debug mode, as Go's net/http/pprof has them. The door: {@link
 * tbot.diag.pprof.PprofEndpoints} makes the routes, {@link tbot.diag.pprof.CumulativeRecording}
 * holds what is recorded between requests, and {@link tbot.diag.pprof.ProfileTaker} takes a profile
 * without HTTP, as Go's runtime/pprof does. Imports {@code profiling} but not {@code
 * profiling.engine}, {@code http} but not {@code http.engine}, and nothing of {@code hooks}.
 */
package tbot.diag.pprof;
