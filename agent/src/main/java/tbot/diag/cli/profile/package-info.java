/**
 * The command that takes a profile: asks for it in pprof's format, and writes the file and the
 * table from that here, so that filters and formats cost the host nothing. Door: {@link
 * tbot.diag.cli.profile.ProfileCommand}. Imports {@code pprof.format}, which reads and writes
 * profiles, and nothing that takes them.
 */
package tbot.diag.cli.profile;
