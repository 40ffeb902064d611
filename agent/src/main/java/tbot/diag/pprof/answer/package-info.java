/**
 * Takes profiles of a span of time, and answers requests by them: at once, at the end of the span,
 * or earlier if the client stops it. The door: {@link tbot.diag.pprof.answer.ProfileTaker} takes a
 * profile without HTTP, as Go's runtime/pprof does; {@link tbot.diag.pprof.answer.ProfileAnswer}
 * and {@link tbot.diag.pprof.answer.RecordingAnswer} send one. Imports {@code http}, {@code
 * pprof.format}, {@code pprof.profile} and {@code profiling}; knows no endpoint.
 */
package tbot.diag.pprof.answer;
