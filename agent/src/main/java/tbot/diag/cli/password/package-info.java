/** The command that hashes passwords. Door: {@link tbot.diag.cli.password.HashPasswordCommand}. */
package tbot.diag.cli.password;
