/**
 * The options: from the agent arguments, the environment and the YAML file to the values in force.
 *
 * <p>Door: {@link tbot.diag.config.AgentArguments} and {@link tbot.diag.config.DiagOptions}, and
 * the values that they hold. A new option is an entry of the table {@code Options}.
 *
 * <p>Imports no other package of ours but the log, for how to print a line, and the files that
 * options name: the entry may need it before the host's {@code main}.
 */
package tbot.diag.config;
