package io.prometheus.metrics.config;

import java.util.Map;

/**
 * Replaces the library's class of this name in the agent's jar, and loads nothing.
 *
 * <p>The library's class reads settings from the system properties, the environment and the class
 * path when {@link PrometheusProperties} is initialised. After one that it does not know, the
 * library cannot be used. Those settings are the host's, meant for the host's copy of the library,
 * which may be of another version.
 */
public final class PrometheusPropertiesLoader {

  private PrometheusPropertiesLoader() {}

  /** Returns the library's default settings. */
  public static PrometheusProperties load() {
    return PrometheusProperties.builder().build();
  }

  /**
   * Returns the library's default settings.
   *
   * @param ignored settings that the library's class would prefer to all others
   */
  public static PrometheusProperties load(Map<Object, Object> ignored) {
    return load();
  }
}
