/**
 * The JVMs of this machine: which there are, which one is meant, and what can be done in it. Knows
 * them by {@code /proc} as far as that goes, since an attach is not free for them.
 *
 * <p>Door: {@link tbot.diag.cli.target.Targets} finds one, {@link tbot.diag.cli.target.Jvms} lists
 * them, {@link tbot.diag.cli.target.AttachedJvm} loads the agent.
 */
package tbot.diag.cli.target;
