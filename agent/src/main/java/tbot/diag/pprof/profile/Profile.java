package tbot.diag.pprof.profile;

/** A profile as it was taken: its header and its samples. Immutable. */
public final class Profile {

  private final ProfileHeader header;
  private final SampleTable samples;

  /**
   * Takes over the samples. Comments on what they lack are added to the header.
   *
   * @param samples with as many values per row as the header has sample types; not to be changed
   *     afterwards
   */
  public Profile(ProfileHeader header, SampleTable samples) {
    ProfileHeader described = header;
    if (samples.hasCutStacks()) {
      described =
          described.comment(
              "lost: the outer frames of the stacks under (truncated), there were too many");
    }
    if (samples.hasOverflowed()) {
      described =
          described.comment(
              "lost: the stacks of the samples under (other stacks), there were too many");
    }
    this.header = described;
    this.samples = samples;
  }

  /** Everything but the samples. */
  public ProfileHeader header() {
    return header;
  }

  /** Visits every sample: its stack, its labels and its values. */
  public <E extends Exception> void forEach(SampleTable.Visitor<E> visitor) throws E {
    samples.forEach(visitor);
  }
}
