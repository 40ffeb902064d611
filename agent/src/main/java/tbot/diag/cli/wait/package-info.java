/** The command that waits until a JVM is ready. Door: {@link tbot.diag.cli.wait.WaitCommand}. */
package tbot.diag.cli.wait;
