package tbot.diag.pprof.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tbot.diag.jvm.JvmDescription;

/** Everything in a profile but its samples. Immutable. */
public final class ProfileHeader {

  private final ValueType periodType;
  private final long period;
  private final List<ValueType> sampleTypes;
  private String variant = "";
  private String defaultSampleType;
  private long timeNanos;
  private long durationNanos;
  private List<String> comments = Collections.emptyList();
  private String program = JvmDescription.program();

  /**
   * The part that all profiles of one type have in common.
   *
   * @param periodType the unit in which sampling intervals are measured
   * @param period the sampling interval
   * @param sampleTypes one for each value of a sample
   */
  public ProfileHeader(ValueType periodType, long period, ValueType... sampleTypes) {
    this.periodType = periodType;
    this.period = period;
    this.sampleTypes = Collections.unmodifiableList(Arrays.asList(sampleTypes));
  }

  /** A copy, to be changed before anybody else sees it. */
  private ProfileHeader(ProfileHeader other) {
    periodType = other.periodType;
    period = other.period;
    sampleTypes = other.sampleTypes;
    variant = other.variant;
    defaultSampleType = other.defaultSampleType;
    timeNanos = other.timeNanos;
    durationNanos = other.durationNanos;
    comments = other.comments;
    program = other.program;
  }

  /**
   * With what tells it from other profiles of its name, as it follows that name in a title: {@code
   * of com.example.Bot#renew}.
   */
  public ProfileHeader variant(String text) {
    ProfileHeader changed = new ProfileHeader(this);
    changed.variant = text;
    return changed;
  }

  /** With the time of the profile or of the start of its span, in nanoseconds since 1970. */
  public ProfileHeader at(long nanosSinceEpoch) {
    ProfileHeader changed = new ProfileHeader(this);
    changed.timeNanos = nanosSinceEpoch;
    return changed;
  }

  /** With the current time. */
  public ProfileHeader atNow() {
    return at(TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()));
  }

  /** With the length of the span; without it the profile has no duration. */
  public ProfileHeader lasting(long nanos) {
    ProfileHeader changed = new ProfileHeader(this);
    changed.durationNanos = nanos;
    return changed;
  }

  /** With the sample type that clients show first; without it that is the last one. */
  public ProfileHeader preferring(String sampleType) {
    ProfileHeader changed = new ProfileHeader(this);
    changed.defaultSampleType = sampleType;
    return changed;
  }

  /** With one more line for people. */
  public ProfileHeader comment(String text) {
    List<String> more = new ArrayList<>(comments);
    more.add(text);
    ProfileHeader changed = new ProfileHeader(this);
    changed.comments = Collections.unmodifiableList(more);
    return changed;
  }

  /** With the name of another program than this JVM's. */
  public ProfileHeader ofProgram(String name) {
    ProfileHeader changed = new ProfileHeader(this);
    changed.program = name;
    return changed;
  }

  /** With the comment that names this JVM. */
  public ProfileHeader ofThisJvm() {
    return comment("JVM: " + JvmDescription.vm());
  }

  /** What tells it from other profiles of its name; empty if its name does. */
  public String variant() {
    return variant;
  }

  /** The unit of {@link #period}. */
  public ValueType periodType() {
    return periodType;
  }

  /** The sampling interval, in units of {@link #periodType}. */
  public long period() {
    return period;
  }

  /** The meaning of each value of a sample. */
  public List<ValueType> sampleTypes() {
    return sampleTypes;
  }

  /** The sample type that clients show first; null for the last one. */
  public String defaultSampleType() {
    return defaultSampleType;
  }

  /** The index of the value by which samples are ranked: the preferred one, else the last. */
  public int weightIndex() {
    for (int i = 0; i < sampleTypes.size(); i++) {
      if (sampleTypes.get(i).type().equals(defaultSampleType)) {
        return i;
      }
    }
    return sampleTypes.size() - 1;
  }

  /** The time of the profile or of the start of its span, in nanoseconds since 1970. */
  public long timeNanos() {
    return timeNanos;
  }

  /** The length of the span; 0 for a profile without one. */
  public long durationNanos() {
    return durationNanos;
  }

  /** The name of the program: that of this JVM, unless the profile is of another one. */
  public String program() {
    return program;
  }

  /** Lines for people. */
  public List<String> comments() {
    return comments;
  }
}
