package tbot.diag.metrics;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;

/**
 * What the JVM's bean of the operating system says of this process: the part of it that the module
 * {@code jdk.management} adds, without which nothing here is known.
 */
final class ProcessBean {

  /** What the figures are that this JVM does not have. */
  static final double UNKNOWN = Double.NaN;

  private static final double NANOS_PER_SECOND = 1e9;

  private final OperatingSystemMXBean bean;
  private final UnixOperatingSystemMXBean unix;

  /**
   * The figures of a bean.
   *
   * @param bean the JVM's; of whatever class
   */
  ProcessBean(java.lang.management.OperatingSystemMXBean bean) {
    OperatingSystemMXBean any = null;
    UnixOperatingSystemMXBean ofUnix = null;
    try {
      if (bean instanceof OperatingSystemMXBean) {
        any = (OperatingSystemMXBean) bean;
      }
      if (bean instanceof UnixOperatingSystemMXBean) {
        ofUnix = (UnixOperatingSystemMXBean) bean;
      }
    } catch (NoClassDefFoundError e) {
      // The JVM runs without the module.
    }
    this.bean = any;
    unix = ofUnix;
  }

  /** Seconds of CPU time that all threads have used, or {@link #UNKNOWN}. */
  double cpuSeconds() {
    long nanos = bean == null ? -1 : bean.getProcessCpuTime();
    return nanos < 0 ? UNKNOWN : nanos / NANOS_PER_SECOND;
  }

  /** The number of open file descriptors, or {@link #UNKNOWN}. */
  double openFiles() {
    try {
      return unix == null ? UNKNOWN : unix.getOpenFileDescriptorCount();
    } catch (InternalError e) {
      // The JVM needs one itself to look, and there is none left.
      return UNKNOWN;
    }
  }

  /** The highest number of file descriptors, or {@link #UNKNOWN}. */
  double maxFiles() {
    try {
      return unix == null ? UNKNOWN : unix.getMaxFileDescriptorCount();
    } catch (InternalError e) {
      // The system does not say.
      return UNKNOWN;
    }
  }
}
