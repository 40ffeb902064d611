package tbot.diag.pprof.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** All of a profile but its samples. */
public final class ProfileHeader {

  private final List<ValueType> sampleTypes;
  private final ValueType periodType;
  private final long period;
  private final List<String> comments = new ArrayList<>();
  private String defaultSampleType;
  private long timeNanos;
  private long durationNanos;

  /**
   * The part that is the same for every profile of one sort.
   *
   * @param periodType what passes between two samples
   * @param period how much of it
   * @param sampleTypes one for each value of a sample
   */
  public ProfileHeader(ValueType periodType, long period, ValueType... sampleTypes) {
    this.periodType = periodType;
    this.period = period;
    this.sampleTypes = Arrays.asList(sampleTypes);
  }

  /** Sets when the profile began, in nanoseconds since 1970. */
  public ProfileHeader at(long nanosSinceEpoch) {
    timeNanos = nanosSinceEpoch;
    return this;
  }

  /** Sets how long it took; without it the profile has no duration. */
  public ProfileHeader lasting(long nanos) {
    durationNanos = nanos;
    return this;
  }

  /** Sets the sample type that clients show first; without it that is the last. */
  public ProfileHeader preferring(String sampleType) {
    defaultSampleType = sampleType;
    return this;
  }

  /** Adds a line for people. */
  public ProfileHeader comment(String text) {
    comments.add(text);
    return this;
  }

  /** Adds what the samples themselves lack. */
  public ProfileHeader losses(SampleTable samples) {
    if (samples.hasCutStacks()) {
      comment("lost: the outer frames of the stacks under (truncated), there were too many");
    }
    if (samples.hasOverflowed()) {
      comment("lost: the stacks of the samples under (other stacks), there were too many");
    }
    return this;
  }

  public List<ValueType> sampleTypes() {
    return sampleTypes;
  }

  public ValueType periodType() {
    return periodType;
  }

  public long period() {
    return period;
  }

  public long timeNanos() {
    return timeNanos;
  }

  public long durationNanos() {
    return durationNanos;
  }

  /** Null for none. */
  public String defaultSampleType() {
    return defaultSampleType;
  }

  /** Which value of a sample shows best how much it matters: the preferred one, else the last. */
  public int weightIndex() {
    for (int i = 0; i < sampleTypes.size(); i++) {
      if (sampleTypes.get(i).type().equals(defaultSampleType)) {
        return i;
      }
    }
    return sampleTypes.size() - 1;
  }

  public List<String> comments() {
    return comments;
  }
}
