package tbot.diag.pprof;

import tbot.diag.profiling.CallStack;
import tbot.diag.profiling.Frame;
import tbot.diag.profiling.Function;

/** Stacks for tests. */
final class Stacks {

  private Stacks() {}

  /** A stack of Java methods of the class {@code a.B}, the innermost first, each at its line. */
  static CallStack java(String... methods) {
    Frame[] frames = new Frame[methods.length];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = java(methods[i], i + 1, false);
    }
    return new CallStack(frames);
  }

  static Frame java(String method, int line, boolean inlined) {
    return new Frame(
        new Function(Function.Origin.JAVA, "a.B." + method, "a/B.java"), line, inlined);
  }

  static Frame of(Function.Origin origin, String name) {
    return new Frame(new Function(origin, name, ""), 0, false);
  }
}
