package tbot.diag.pprof.format;

/** What a profile says about the JVM that it was taken from. */
public final class JvmDescription {

  private JvmDescription() {}

  /** The virtual machine and its version, in one line. */
  public static String vm() {
    return System.getProperty("java.vm.name", "unknown JVM")
        + " "
        + System.getProperty("java.vm.version", "");
  }

  /**
   * The name that stands for the Java code: the file name of the jar that was started, or the main
   * class.
   */
  public static String program() {
    String command = System.getProperty("sun.java.command", "").trim();
    int space = command.indexOf(' ');
    String program = space < 0 ? command : command.substring(0, space);
    String name = program.substring(program.lastIndexOf('/') + 1);
    return name.isEmpty() ? "java" : name;
  }
}
