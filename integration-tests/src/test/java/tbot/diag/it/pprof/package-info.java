/**
 * Profiles in pprof's format: decoded by the classes that protoc makes of {@code
 * pprof_profile.proto}, and the rules that pprof's clients require.
 *
 * <p>Imports no other package of the tests.
 */
package tbot.diag.it.pprof;
