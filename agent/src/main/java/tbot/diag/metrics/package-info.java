/**
 * Counts SSH connections and serves {@code /metrics}. The doors are {@link
 * tbot.diag.metrics.MetricsEndpoint} and {@link tbot.diag.metrics.SshMultiplexerMetrics}, which
 * must not load the metrics library. Of {@code health} it reads the services. Does not import
 * {@code core} or {@code pprof}.
 */
package tbot.diag.metrics;
