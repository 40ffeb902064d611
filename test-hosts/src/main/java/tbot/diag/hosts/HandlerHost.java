package tbot.diag.hosts;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/**
 * Calls the handlers of {@link Mux}.
 *
 * <p>Each line on standard input names a method of this class, which is called and answered with
 * {@code COMMAND: RESULT}. The end of standard input ends the host.
 */
public final class HandlerHost {

  private final List<CompletableFuture<String>> pending = new ArrayList<>();

  private HandlerHost() {}

  /**
   * Runs until the end of standard input.
   *
   * @param arguments ignored
   * @throws Exception when a command is unknown or fails
   */
  public static void main(String[] arguments) throws Exception {
    HandlerHost host = new HandlerHost();
    System.out.println("ready");
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println(line + ": " + HandlerHost.class.getMethod(line).invoke(host));
      }
    }
  }

  /** Every overload, and a static method. */
  public String overloads() {
    Mux mux = new Mux();
    mux.handle();
    return mux.handle(7)
        + mux.handle(new byte[3], new String[][] {{"x"}}, Thread.State.NEW)
        + Mux.handleStatic(9);
  }

  /** A generic method. */
  public String generic() {
    return new Mux().handleAny("any");
  }

  /** Throws an exception and reports whether the same one came out. */
  public String failure() {
    Throwable boom = new IllegalStateException("boom");
    return "same " + (thrownBy(() -> new Mux().fail(boom)) == boom);
  }

  /** The three ways to be cancelled. */
  public String cancels() {
    Mux mux = new Mux();
    return thrownBy(mux::interrupted).getClass().getSimpleName()
        + " "
        + thrownBy(mux::cancelled).getClass().getSimpleName()
        + " "
        + thrownBy(mux::closedByInterrupt).getClass().getSimpleName();
  }

  /** A recursion, a failing one, and another one, which shows that the thread was cleaned up. */
  public String recursion() {
    Mux mux = new Mux();
    return mux.recurse(5)
        + " "
        + thrownBy(() -> mux.recurseAndFail(5)).getMessage()
        + " "
        + mux.recurse(3);
  }

  /** A super call out of a subclass. */
  public String superCall() {
    return new Mux.Sub().serve();
  }

  /** A default method of an interface. */
  public String defaultMethod() {
    return new Mux.Served().greet();
  }

  /** Takes two stages that stay open: one declared as a stage, one as an object. */
  public String openStages() {
    CompletableFuture<String> declared = new CompletableFuture<>();
    CompletableFuture<String> hidden = new CompletableFuture<>();
    pending.add(declared);
    pending.add(hidden);
    Mux mux = new Mux();
    return "same " + (mux.stage(declared) == declared && mux.anything(hidden) == hidden);
  }

  /** Completes the open stages. */
  public String completeStages() {
    for (CompletableFuture<String> stage : pending) {
      stage.complete("done");
    }
    return drain();
  }

  /** Fails the open stages. */
  public String failStages() {
    for (CompletableFuture<String> stage : pending) {
      stage.completeExceptionally(new IllegalStateException("boom"));
    }
    return drain();
  }

  /** Cancels the open stages. */
  public String cancelStages() {
    for (CompletableFuture<String> stage : pending) {
      stage.cancel(true);
    }
    return drain();
  }

  /** A stage made from a cancelled one: its failure wraps the cancellation. */
  public String stageOfCancelled() {
    CompletableFuture<String> source = new CompletableFuture<>();
    CompletableFuture<String> derived = source.thenApply(String::trim);
    new Mux().stage(derived);
    source.cancel(false);
    return "exceptional " + derived.isCompletedExceptionally();
  }

  /** Stages that are complete when returned. */
  public String completedStages() {
    CompletableFuture<String> failed = new CompletableFuture<>();
    failed.completeExceptionally(new IllegalStateException("boom"));
    Mux mux = new Mux();
    mux.stage(failed);
    mux.stage(null);
    return mux.stage(CompletableFuture.completedFuture("now")).getClass().getSimpleName();
  }

  /** A stage whose methods all throw. */
  @SuppressWarnings("unchecked") // a proxy has no type argument
  public String hostileStage() {
    InvocationHandler refuse =
        (proxy, method, arguments) -> {
          throw new UnsupportedOperationException(method.getName());
        };
    CompletionStage<String> hostile =
        (CompletionStage<String>)
            Proxy.newProxyInstance(
                HandlerHost.class.getClassLoader(), new Class<?>[] {CompletionStage.class}, refuse);
    return "same " + (new Mux().stage(hostile) == hostile);
  }

  /** The same class in two more class loaders, whose parent is the boot loader. */
  public String otherLoaders() throws Exception {
    File jar =
        new File(HandlerHost.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    for (int i = 0; i < 2; i++) {
      try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toURI().toURL()}, null)) {
        Class<?> mux = loader.loadClass("tbot.diag.hosts.Mux");
        mux.getMethod("handle").invoke(mux.getConstructor().newInstance());
      }
    }
    return "2";
  }

  /** A thousand virtual threads (Java 21), each recursing. */
  public String virtualThreads() throws Exception {
    Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      Runnable work = () -> new Mux().recurse(2);
      threads.add((Thread) start.invoke(null, work));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return "1000";
  }

  /**
   * Whether {@link Mux} has hooks now: they call the function in the agent's bridge class and
   * swallow what it throws.
   */
  public String refersToBridge() throws Exception {
    Field field = Class.forName("java.lang.TbotDiagBridge4").getField("hook");
    Object agents = field.get(null);
    boolean[] called = {false};
    BiFunction<String, Object, Object> probe =
        (event, subject) -> {
          called[0] = true;
          throw new IllegalStateException("swallowed");
        };
    field.set(null, probe);
    try {
      new Mux().handle();
      new Mux().recurse(1);
      Mux.handleStatic(1);
    } finally {
      field.set(null, agents);
    }
    return Boolean.toString(called[0]);
  }

  /** Loads classes whose handlers cannot be hooked. */
  public String plans() {
    new Mux.Plan() {
      @Override
      public void serve() {}
    }.report("", new int[0]);
    return "ok";
  }

  /** Counts the thread locals that a handler leaves in this thread; needs java.lang to be open. */
  public String threadLocals() throws Exception {
    int before = threadLocalsOfThisThread();
    new Mux().recurse(3);
    thrownBy(() -> new Mux().recurseAndFail(3));
    return "left " + (threadLocalsOfThisThread() - before);
  }

  private static int threadLocalsOfThisThread() throws Exception {
    Object map = read(Thread.class, "threadLocals", Thread.currentThread());
    if (map == null) {
      return 0;
    }
    Object table = read(map.getClass(), "table", map);
    int entries = 0;
    for (int i = 0; i < Array.getLength(table); i++) {
      entries += Array.get(table, i) == null ? 0 : 1;
    }
    return entries;
  }

  private static Object read(Class<?> type, String name, Object object) throws Exception {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field.get(object);
  }

  private String drain() {
    int count = pending.size();
    pending.clear();
    return Integer.toString(count);
  }

  private static Throwable thrownBy(Action action) {
    try {
      action.run();
    } catch (Throwable t) {
      return t;
    }
    throw new AssertionError("nothing was thrown");
  }

  private interface Action {
    void run() throws Throwable;
  }
}
