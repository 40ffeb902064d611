/** One class of the library's package of this name, replaced by ours in the agent's jar. */
package io.prometheus.metrics.config;
