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
  private final String defaultSampleType;
  private final long timeNanos;
  private final long durationNanos;
  private final List<String> comments;
  private final String program;

  /**
   * The part that all profiles of one type have in common.
   *
   * @param periodType the unit in which sampling intervals are measured
   * @param period the sampling interval
   * @param sampleTypes one for each value of a sample
   */
  public ProfileHeader(ValueType periodType, long period, ValueType... sampleTypes) {
    this(
        periodType,
        period,
        Collections.unmodifiableList(Arrays.asList(sampleTypes)),
        null,
        0,
        0,
        Collections.<String>emptyList(),
        JvmDescription.program());
  }

  private ProfileHeader(
      ValueType periodType,
      long period,
      List<ValueType> sampleTypes,
      String defaultSampleType,
      long timeNanos,
      long durationNanos,
      List<String> comments,
      String program) {
    this.periodType = periodType;
    this.period = period;
    this.sampleTypes = sampleTypes;
    this.defaultSampleType = defaultSampleType;
    this.timeNanos = timeNanos;
    this.durationNanos = durationNanos;
    this.comments = comments;
    this.program = program;
  }

  /** With the time of the profile or of the start of its span, in nanoseconds since 1970. */
  public ProfileHeader at(long nanosSinceEpoch) {
    return new ProfileHeader(
        periodType,
        period,
        sampleTypes,
        defaultSampleType,
        nanosSinceEpoch,
        durationNanos,
        comments,
        program);
  }

  /** With the current time. */
  public ProfileHeader atNow() {
    return at(TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()));
  }

  /** With the length of the span; without it the profile has no duration. */
  public ProfileHeader lasting(long nanos) {
    return new ProfileHeader(
        periodType, period, sampleTypes, defaultSampleType, timeNanos, nanos, comments, program);
  }

  /** With the sample type that clients show first; without it that is the last one. */
  public ProfileHeader preferring(String sampleType) {
    return new ProfileHeader(
        periodType, period, sampleTypes, sampleType, timeNanos, durationNanos, comments, program);
  }

  /** With one more line for people. */
  public ProfileHeader comment(String text) {
    List<String> more = new ArrayList<>(comments);
    more.add(text);
    return new ProfileHeader(
        periodType,
        period,
        sampleTypes,
        defaultSampleType,
        timeNanos,
        durationNanos,
        Collections.unmodifiableList(more),
        program);
  }

  /** With the name of another program than this JVM's. */
  public ProfileHeader ofProgram(String name) {
    return new ProfileHeader(
        periodType,
        period,
        sampleTypes,
        defaultSampleType,
        timeNanos,
        durationNanos,
        comments,
        name);
  }

  /** With the comment that names this JVM. */
  public ProfileHeader ofThisJvm() {
    return comment("JVM: " + JvmDescription.vm());
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
