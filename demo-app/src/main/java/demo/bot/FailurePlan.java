package demo.bot;

/**
 * Which renewals are to fail, so that it can be seen what a failing bot looks like.
 *
 * @param every each how many-th attempt fails; 1 is each one, 0 is none
 */
record FailurePlan(int every) {

  static final FailurePlan NONE = new FailurePlan(0);

  /** True if the attempt is to fail; attempts count from 1. */
  boolean fails(long attempt) {
    return every > 0 && attempt % every == 0;
  }
}
