package tbot.diag.checks;

/** Asks once whether something is ready. */
interface Check {

  /**
   * Asks, for as long as it takes. May be interrupted; what it throws is a failure.
   *
   * @throws Exception if the answer is no, with a message or a name that says why
   */
  CheckResult run() throws Exception;
}
