/**
 * The state of the process's services, and {@code /livez} and {@code /readyz}, which report it as
 * tbot does. The door: {@link tbot.diag.health.LivezHandler}, {@link
 * tbot.diag.health.ReadyzHandler}, and {@link tbot.diag.health.ServiceRegistry}, whose services
 * report their states. Imports {@code http} alone, and so does not know which services there are.
 */
package tbot.diag.health;
