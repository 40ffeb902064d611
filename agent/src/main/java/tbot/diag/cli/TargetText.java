package tbot.diag.cli;

/** What the help says of a target. */
final class TargetText {

  static final String DESCRIPTION =
      "process id, main class or jar of the JVM, or a part of one that no other JVM has";

  private TargetText() {}
}
