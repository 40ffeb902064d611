/**
 * Counts SSH connections and the iterations of tasks, and serves {@code /metrics}. The doors are
 * {@link tbot.diag.metrics.MetricsEndpoint}, {@link tbot.diag.metrics.SshMultiplexerMetrics} and
 * {@link tbot.diag.metrics.TaskMetrics}, which must not load the metrics library. Of {@code health}
 * it reads the services. Does not import {@code core} or {@code pprof}.
 */
package tbot.diag.metrics;
