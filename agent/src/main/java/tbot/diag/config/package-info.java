/**
 * The options: from the agent arguments, the environment and the YAML file to the values in force.
 *
 * <p>Door: {@link tbot.diag.config.AgentArguments} and {@link tbot.diag.config.DiagOptions}, with
 * {@link tbot.diag.config.TlsOptions} and {@link tbot.diag.config.AccessOptions}.
 *
 * <p>Imports {@code config.option}, which reads single options, {@code config.value}, what they
 * hold, the files that options name, and the log, for how to print a line. No other package of
 * ours: the entry may need it before the host's {@code main}.
 */
package tbot.diag.config;
