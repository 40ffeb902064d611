package tbot.diag.jvm;

/** The names by which profiles identify this JVM and its program. */
public final class JvmDescription {

  private JvmDescription() {}

  /** The virtual machine and its version in one line. */
  public static String vm() {
    return System.getProperty("java.vm.name", "unknown JVM")
        + " "
        + System.getProperty("java.vm.version", "");
  }

  /** The file name of the jar that was started, or the main class; {@code java} if unknown. */
  public static String program() {
    String command = System.getProperty("sun.java.command", "").trim();
    int space = command.indexOf(' ');
    String program = space < 0 ? command : command.substring(0, space);
    String name = program.substring(program.lastIndexOf('/') + 1);
    return name.isEmpty() ? "java" : name;
  }
}
