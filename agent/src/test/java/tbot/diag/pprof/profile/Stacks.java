package tbot.diag.pprof.profile;

import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.Frame;
import tbot.diag.profiling.stack.Function;

/** Stacks for tests. */
public final class Stacks {

  private Stacks() {}

  /** A stack of Java methods of the class {@code a.B}, the innermost first, each at its line. */
  public static CallStack java(String... methods) {
    Frame[] frames = new Frame[methods.length];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = java(methods[i], i + 1, false);
    }
    return new CallStack(frames);
  }

  public static Frame java(String method, int line, boolean inlined) {
    return new Frame(
        new Function(Function.Origin.JAVA, "a.B." + method, "a/B.java"), line, inlined);
  }

  public static Frame of(Function.Origin origin, String name) {
    return new Frame(new Function(origin, name, ""), 0, false);
  }
}
