package tbot.diag.pprof.profile;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.TimeUnit;

/** The title of a profile on a page. */
public final class ProfileTitle {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private ProfileTitle() {}

  /**
   * Tells what was measured, for how long and when: {@code profile (cpu), 2.5 s, 2001-09-09
   * 01:46:40 UTC}.
   *
   * @param name the last segment of the profile's path
   */
  public static String of(String name, ProfileHeader header) {
    ValueType weight = header.sampleTypes().get(header.weightIndex());
    String title = subject(name, header);
    if (!weight.type().equals(name)) {
      title += " (" + weight.type() + ")";
    }
    if (header.durationNanos() > 0) {
      title += ", " + seconds(header.durationNanos()) + " s";
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(header.timeNanos());
    return title + ", " + TIME.format(Instant.ofEpochMilli(millis));
  }

  /**
   * Tells what was measured, without type and time: {@code latency of com.example.Bot#renew, 50 ms
   * or longer}.
   *
   * @param name the last segment of the profile's path
   */
  public static String subject(String name, ProfileHeader header) {
    return header.variant().isEmpty() ? name : name + " " + header.variant();
  }

  private static String seconds(long nanos) {
    long tenths = (nanos + 50_000_000) / 100_000_000;
    return tenths % 10 == 0 ? String.valueOf(tenths / 10) : tenths / 10 + "." + tenths % 10;
  }
}
