/**
 * The entry of the agent: all classes that the host's class loaders can see. The JVM enters through
 * {@link tbot.diag.Agent}; {@link tbot.diag.Core} finds the rest of the agent by name. Imports
 * nothing outside {@code java.*}, not even of the agent.
 */
package tbot.diag;
