/**
 * The listener's TLS: reads certificates and keys from PEM files, and makes the context and the
 * engines of connections from them. Files that change are read again.
 *
 * <p>Door: {@link tbot.diag.http.tls.ServerTls}. Imports the options, their files and the log, not
 * {@code http.engine}, which knows certificates by the JDK's types alone. Changes nothing that the
 * host sees: no system or security property, no default context.
 */
package tbot.diag.http.tls;
