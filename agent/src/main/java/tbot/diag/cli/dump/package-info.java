/** The command that shows the threads of a JVM. Door: {@link tbot.diag.cli.dump.DumpCommand}. */
package tbot.diag.cli.dump;
