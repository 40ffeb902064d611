package tbot.diag.hosts;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * Parks threads until standard input ends. A line with a number starts that many more platform
 * threads and is answered with {@code ready}.
 */
public final class ParkedHost {

  private ParkedHost() {}

  /**
   * Runs until the end of standard input.
   *
   * @param arguments how many platform threads and how many virtual threads to park
   * @throws IOException when standard input fails
   * @throws InterruptedException never
   * @throws ReflectiveOperationException when this JVM has no virtual threads but some are wanted
   */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ReflectiveOperationException {
    startPlatformThreads(Integer.parseInt(arguments[0]));
    startVirtualThreads(Integer.parseInt(arguments[1]));
    System.out.println("ready");
    int number = 0;
    for (int c = System.in.read(); c >= 0; c = System.in.read()) {
      if (c == '\n') {
        startPlatformThreads(number);
        number = 0;
        System.out.println("ready");
      } else {
        number = number * 10 + (c - '0');
      }
    }
  }

  private static void startPlatformThreads(int count) throws InterruptedException {
    CountDownLatch started = new CountDownLatch(count);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(() -> parkPlatform(started), "parked <&'\"> " + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    started.await();
    for (Thread thread : threads) {
      // Between the latch and the park, a thread has another stack.
      while (thread.getState() != Thread.State.WAITING) {
        Thread.sleep(1);
      }
    }
  }

  private static void startVirtualThreads(int count)
      throws InterruptedException, ReflectiveOperationException {
    if (count == 0) {
      return;
    }
    CountDownLatch started = new CountDownLatch(count);
    Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
    Runnable park = () -> parkVirtual(started);
    for (int i = 0; i < count; i++) {
      start.invoke(null, park);
    }
    started.await();
  }

  private static void parkPlatform(CountDownLatch started) {
    started.countDown();
    parkForever();
  }

  private static void parkVirtual(CountDownLatch started) {
    started.countDown();
    parkForever();
  }

  private static void parkForever() {
    while (true) {
      LockSupport.park(ParkedHost.class);
    }
  }
}
