/**
 * The state of the process's services, and {@code /livez}, {@code /readyz} and {@code /wait}, which
 * report it as tbot does. The door: {@link tbot.diag.health.LivezHandler}, {@link
 * tbot.diag.health.ReadyzHandler}, {@link tbot.diag.health.WaitHandler}, and {@link
 * tbot.diag.health.ServiceRegistry}, whose services report their {@link tbot.diag.health.Health}.
 * Imports {@code http}, of {@code config} the durations, and {@code jvm}; it does not know which
 * services there are.
 */
package tbot.diag.health;
