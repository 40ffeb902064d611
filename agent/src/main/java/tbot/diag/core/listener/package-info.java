/**
 * The listener of the options: where it listens, how it moves, and what protects it. Door: {@link
 * tbot.diag.core.listener.Listener}, {@link tbot.diag.core.listener.ListenerSetup}, {@link
 * tbot.diag.core.listener.Protection} and {@link tbot.diag.core.listener.TcpSocket}. Imports no
 * endpoint.
 */
package tbot.diag.core.listener;
