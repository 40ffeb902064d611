package tbot.diag.jvm;

/** The threads of the whole JVM, by their groups: without JMX and without stopping them. */
public final class HostThreads {

  private HostThreads() {}

  /** The group of all groups. */
  public static ThreadGroup topGroup() {
    ThreadGroup top = Thread.currentThread().getThreadGroup();
    while (top.getParent() != null) {
      top = top.getParent();
    }
    return top;
  }

  /** The number of live platform threads; those that the JVM hides, as its compilers, aside. */
  public static int count() {
    return topGroup().activeCount();
  }
}
