package tbot.diag.jvm;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Whether the JVM may act on its first {@code OutOfMemoryError}: exit, crash, run a command or
 * write its heap. Not by the JDK's management classes, which a full host must not begin to load for
 * us.
 */
final class OutOfMemoryOptions {

  private static final String COMMAND_LINE = "/proc/self/cmdline";

  /** Of the JVM and of its launcher. */
  private static final String[] VARIABLES = {
    "JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS"
  };

  /** Ends the name of each such option. */
  private static final String OPTION = "OnOutOfMemoryError";

  /** What may bring options from a file, which is not looked into. */
  private static final String[] FILES = {"\0@", "-XX:VMOptionsFile", "-XX:Flags"};

  private OutOfMemoryOptions() {}

  /** Reads the options. False where they cannot be read. */
  static boolean maySet() {
    StringBuilder options = new StringBuilder();
    try {
      for (String variable : VARIABLES) {
        String value = System.getenv(variable);
        options.append('\0').append(value == null ? "" : value);
      }
      options.append('\0').append(commandLine());
    } catch (IOException | RuntimeException e) {
      // Not Linux, or not allowed.
      return maySet(options.toString());
    }
    return maySet(options.toString());
  }

  private static boolean maySet(String options) {
    boolean may = options.contains(OPTION);
    for (String file : FILES) {
      may |= options.contains(file);
    }
    return may;
  }

  private static String commandLine() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] part = new byte[4096];
    try (InputStream in = new FileInputStream(COMMAND_LINE)) {
      for (int count = in.read(part); count > 0; count = in.read(part)) {
        all.write(part, 0, count);
      }
    }
    return new String(all.toByteArray(), StandardCharsets.ISO_8859_1);
  }
}
