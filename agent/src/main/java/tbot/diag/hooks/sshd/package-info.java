/**
 * The hooks in Apache MINA SSHD: which methods, and what their events mean.
 *
 * <p>Door: {@link tbot.diag.hooks.sshd.MinaSshd}. Imports {@code hooks} only.
 */
package tbot.diag.hooks.sshd;
