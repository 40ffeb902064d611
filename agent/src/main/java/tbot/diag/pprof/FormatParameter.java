package tbot.diag.pprof;

import tbot.diag.http.BadRequestException;
import tbot.diag.http.Query;
import tbot.diag.pprof.format.ProfileFormat;

/** The format that a request asks for by {@code format} and {@code debug}. */
final class FormatParameter {

  private static final String RECORDING = "jfr";
  private static final String HEATMAP = "heatmap";

  private FormatParameter() {}

  /** Whether a JFR recording is requested instead of a profile. */
  static boolean isRecording(Query query) throws BadRequestException {
    return RECORDING.equals(query.get("format"));
  }

  /** Whether a heat map is requested instead of a profile; only of time. */
  static boolean isHeatmap(Query query) throws BadRequestException {
    return HEATMAP.equals(query.get("format"));
  }

  /**
   * The format of a profile that needs no span.
   *
   * @throws BadRequestException for an unknown format, and for {@code debug} together with {@code
   *     seconds}, which Go refuses, too
   */
  static ProfileFormat of(Query query) throws BadRequestException {
    if (query.get("format") == null && query.debug() != 0) {
      String seconds = query.get("seconds");
      if (seconds != null && !seconds.isEmpty()) {
        throw new BadRequestException("seconds and debug params are incompatible");
      }
      return ProfileFormat.LEGACY_TEXT;
    }
    return ofSpan(query);
  }

  /**
   * The format of a profile whose text form may have a span, too.
   *
   * @throws BadRequestException for an unknown format
   */
  static ProfileFormat orText(Query query) throws BadRequestException {
    boolean text = query.get("format") == null && query.debug() != 0;
    return text ? ProfileFormat.LEGACY_TEXT : ofSpan(query);
  }

  /**
   * The format of a profile of a span, which has no text form, as in Go.
   *
   * @throws BadRequestException for an unknown format
   */
  static ProfileFormat ofSpan(Query query) throws BadRequestException {
    return parse(query, "");
  }

  /**
   * The format of a profile of time, which may come as a heat map, too.
   *
   * @throws BadRequestException for an unknown format
   */
  static ProfileFormat ofTime(Query query) throws BadRequestException {
    return parse(query, ", " + HEATMAP);
  }

  private static ProfileFormat parse(Query query, String more) throws BadRequestException {
    String requested = query.get("format");
    if (requested == null || requested.isEmpty()) {
      return ProfileFormat.PPROF;
    }
    StringBuilder valid = new StringBuilder();
    for (ProfileFormat format : ProfileFormat.values()) {
      if (requested.equals(format.parameter())) {
        return format;
      }
      if (format.parameter() != null) {
        valid.append(valid.length() == 0 ? "" : ", ").append(format.parameter());
      }
    }
    throw new BadRequestException(
        "invalid value for \"format\" - must be " + valid + more + " or " + RECORDING);
  }
}
