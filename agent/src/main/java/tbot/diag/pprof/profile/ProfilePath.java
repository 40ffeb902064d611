package tbot.diag.pprof.profile;

/** Where profiles are served. */
public final class ProfilePath {

  private ProfilePath() {}

  /**
   * The path of {@code /} relative to a profile: all but one are below {@code /debug/pprof/}.
   *
   * @param name the last segment of the profile's path
   */
  public static String toRoot(String name) {
    return name.equals("fgprof") ? "../" : "../../";
  }
}
