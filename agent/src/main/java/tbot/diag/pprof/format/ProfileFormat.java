package tbot.diag.pprof.format;

import tbot.diag.http.BadRequestException;
import tbot.diag.http.Query;

/** The forms in which a profile can be had. */
public enum ProfileFormat {
  /** Gzipped protocol buffer, for {@code go tool pprof} and every profile server. */
  PPROF("pprof"),
  /** A page that shows a flame graph. */
  FLAMEGRAPH("flamegraph"),
  /** A line for each stack, {@code outermost;...;innermost weight}. */
  COLLAPSED("collapsed"),
  /** Go's text form, {@code debug=1}: for people, and {@code go tool pprof} reads it back. */
  LEGACY_TEXT(null);

  private final String parameter;

  ProfileFormat(String parameter) {
    this.parameter = parameter;
  }

  /**
   * The form asked for of a profile that exists at once.
   *
   * @throws BadRequestException also when {@code debug} comes together with {@code seconds}, which
   *     Go refuses too
   */
  public static ProfileFormat of(Query query) throws BadRequestException {
    if (query.get("format") == null && query.debug() != 0) {
      String seconds = query.get("seconds");
      if (seconds != null && !seconds.isEmpty()) {
        throw new BadRequestException("seconds and debug params are incompatible");
      }
      return LEGACY_TEXT;
    }
    return ofWindow(query);
  }

  /** The form asked for of a profile that takes its time; like Go, it has no text form. */
  public static ProfileFormat ofWindow(Query query) throws BadRequestException {
    String asked = query.get("format");
    if (asked == null || asked.isEmpty()) {
      return PPROF;
    }
    for (ProfileFormat format : values()) {
      if (asked.equals(format.parameter)) {
        return format;
      }
    }
    throw new BadRequestException(
        "invalid value for \"format\" - must be pprof, flamegraph, collapsed or jfr");
  }
}
