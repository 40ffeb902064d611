package io.prometheus.metrics.config;

import java.util.Map;

/**
 * Takes the place of the library's class of this name, in the agent's jar alone.
 *
 * <p>The library loads its settings as soon as {@link PrometheusProperties} is initialised, from
 * the system properties, the environment and the class path, and fails for good on a setting that
 * it does not know. Those are the host's settings, for the host's copy of the library, which may be
 * of another version. So this loader loads nothing.
 */
public final class PrometheusPropertiesLoader {

  private PrometheusPropertiesLoader() {}

  /** The defaults. */
  public static PrometheusProperties load() {
    return PrometheusProperties.builder().build();
  }

  /**
   * The defaults.
   *
   * @param ignored what the library would let win over all other settings
   */
  public static PrometheusProperties load(Map<Object, Object> ignored) {
    return load();
  }
}
