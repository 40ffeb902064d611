package tbot.diag.jvm;

/** The threads of the JVM, counted by thread groups: without JMX, and without a safepoint. */
public final class HostThreads {

  private HostThreads() {}

  /** The root of all thread groups. */
  public static ThreadGroup topGroup() {
    ThreadGroup top = Thread.currentThread().getThreadGroup();
    while (top.getParent() != null) {
      top = top.getParent();
    }
    return top;
  }

  /** The number of live platform threads, without hidden ones such as the JVM's compilers. */
  public static int count() {
    return topGroup().activeCount();
  }
}
