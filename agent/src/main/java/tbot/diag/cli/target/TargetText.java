package tbot.diag.cli.target;

/** What the help says of a target. */
public final class TargetText {

  /** For the description of the parameter. */
  public static final String DESCRIPTION =
      "process id, main class or jar of the JVM, or a part of one that no other JVM has";

  private TargetText() {}
}
