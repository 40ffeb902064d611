package tbot.diag.hosts;

import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;

/** Handler methods of every shape. */
public class Mux {

  /** Returns. */
  public void handle() {}

  /** Returns, another overload. */
  public int handle(int value) {
    return value;
  }

  /** Returns, an overload with arrays and a nested type. */
  public String handle(byte[] bytes, String[][] names, Thread.State state) {
    return bytes.length + names[0][0] + state;
  }

  /** Returns, with a type variable that the JVM knows by its bound. */
  public <T extends Comparable<T>> T handleAny(T value) {
    return value;
  }

  /** Returns, without an instance. */
  public static long handleStatic(long value) {
    return value;
  }

  /** Throws what it is given. */
  public void fail(Throwable failure) throws Throwable {
    throw failure;
  }

  /** Is interrupted. */
  public void interrupted() throws InterruptedException {
    throw new InterruptedException("told to");
  }

  /** Is cancelled. */
  public void cancelled() {
    throw new CancellationException("told to");
  }

  /** Is interrupted in the middle of input or output. */
  public void closedByInterrupt() throws ClosedByInterruptException {
    throw new ClosedByInterruptException();
  }

  /** Calls itself. */
  public int recurse(int depth) {
    return depth == 0 ? 0 : 1 + recurse(depth - 1);
  }

  /** Calls itself and fails at the bottom. */
  public int recurseAndFail(int depth) {
    if (depth > 0) {
      return recurseAndFail(depth - 1);
    }
    throw new IllegalStateException("the bottom");
  }

  /** Is overridden. */
  public String serve() {
    return "base";
  }

  /** Returns a stage, declared as one. */
  public CompletionStage<String> stage(CompletionStage<String> stage) {
    return stage;
  }

  /** Returns a stage that only its value shows to be one. */
  public Object anything(Object value) {
    return value;
  }

  /** Overrides a handler, calls its super method and another handler. */
  public static class Sub extends Mux {
    @Override
    public String serve() {
      handle();
      return "sub of " + super.serve();
    }
  }

  /** Has a method without code. */
  public abstract static class Plan {
    /** To be implemented. */
    public abstract void serve();

    /** A named nested method. */
    public void report(String first, int[] second) {}
  }

  /** An interface with a method that has code. */
  public interface Serves {
    /** Returns. */
    default String greet() {
      return "hello";
    }
  }

  /** Inherits the interface's method. */
  public static class Served implements Serves {}
}
