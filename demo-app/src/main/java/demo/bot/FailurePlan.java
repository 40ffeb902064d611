package demo.bot;

/**
 * Decides which renewals fail, so that users can see what a failing bot looks like.
 *
 * @param every the attempts whose number is a multiple of it fail: with 1 all, with 0 none
 */
record FailurePlan(int every) {

  static final FailurePlan NONE = new FailurePlan(0);

  /** Whether an attempt must fail; the first attempt is number 1. */
  boolean fails(long attempt) {
    return every > 0 && attempt % every == 0;
  }
}
