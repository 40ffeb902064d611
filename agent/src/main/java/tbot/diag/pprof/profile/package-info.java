/**
 * What a profile is and how samples become one. The door: {@link tbot.diag.pprof.profile.Profile}
 * with its header, labels and value types; {@link tbot.diag.pprof.profile.ProfileType}, which knows
 * the header and the aggregator of each type; {@link tbot.diag.pprof.profile.SampleTable} for
 * things that are counted. Imports {@code profiling.sample}, {@code profiling.stack} and {@code
 * jvm}; knows no recorder, no format and no HTTP.
 */
package tbot.diag.pprof.profile;
