/**
 * The JVMs of this machine: which there are, which one is meant, and what can be done in it. Knows
 * them by {@code /proc} as far as that goes, since an attach is not free for them.
 *
 * <p>Door: {@link tbot.diag.cli.target.Targets} finds one, {@link tbot.diag.cli.target.Jvms} lists
 * them, {@link tbot.diag.cli.target.AttachedJvm} loads the agent. For one in a container, {@link
 * tbot.diag.cli.target.NetworkNamespace} and {@link tbot.diag.cli.target.ProcessRoot} say what is
 * not ours.
 */
package tbot.diag.cli.target;
