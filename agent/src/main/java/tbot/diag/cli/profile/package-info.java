/**
 * The commands that take and compare profiles: they ask for one in pprof's format, and write the
 * file and the table from that here, so that filters and formats cost the host nothing. Door:
 * {@link tbot.diag.cli.profile.ProfileCommand}, {@link tbot.diag.cli.profile.TopCommand}, {@link
 * tbot.diag.cli.profile.DiffCommand}. Imports {@code pprof.format} and {@code pprof.flamegraph},
 * which read and write profiles, and nothing that takes them.
 */
package tbot.diag.cli.profile;
