package tbot.diag.jvm;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/** The process id of this JVM, found without JMX where there is another way. */
public final class ProcessId {

  private static final long OWN = find();

  private ProcessId() {}

  /** As the process itself sees it, in its own namespace; 0 if it is unknown. */
  public static long get() {
    return OWN;
  }

  private static long find() {
    try {
      Class<?> handle = Class.forName("java.lang.ProcessHandle");
      return (Long) handle.getMethod("pid").invoke(handle.getMethod("current").invoke(null));
    } catch (ReflectiveOperationException e) {
      return onJava8();
    }
  }

  private static long onJava8() {
    try {
      File self = new File("/proc/self");
      String name = self.exists() ? self.getCanonicalFile().getName() : ofManagement();
      return Long.parseLong(name);
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }

  /** macOS has no {@code /proc}. The name is {@code PID@HOST} on each HotSpot. */
  private static String ofManagement() {
    return ManagementFactory.getRuntimeMXBean().getName().split("@", 2)[0];
  }
}
