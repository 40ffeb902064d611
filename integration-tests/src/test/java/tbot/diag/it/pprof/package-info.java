/**
 * Profiles in pprof's format: decoded by the classes that protoc makes of {@code
 * pprof_profile.proto}, and the rules that pprof's clients demand.
 *
 * <p>Knows no JVM and no HTTP.
 */
package tbot.diag.it.pprof;
