package tbot.diag.health;

/** What services report, for tests of other packages. */
public final class ServiceReasons {

  private ServiceReasons() {}

  /** The reason that a service shows; empty for none. */
  public static String of(ServiceRegistry registry, String name) {
    String reason = registry.service(name).status().reason();
    return reason == null ? "" : reason;
  }
}
