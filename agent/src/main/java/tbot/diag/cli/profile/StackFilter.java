package tbot.diag.cli.profile;

import java.util.regex.Pattern;
import tbot.diag.cli.console.CommandFailure;
import tbot.diag.pprof.profile.Profile;
import tbot.diag.pprof.profile.SampleTable;
import tbot.diag.profiling.stack.CallStack;

/**
 * Which stacks of a profile are wanted: those with a frame that matches one expression and none
 * that matches the other. An expression need match a part of the function's name only.
 */
final class StackFilter {

  private final Pattern include;
  private final Pattern exclude;

  /**
   * A filter.
   *
   * @param include null for every stack
   * @param exclude null for none
   */
  StackFilter(Pattern include, Pattern exclude) {
    this.include = include;
    this.exclude = exclude;
  }

  /** Whether it lets every stack through. */
  boolean isEmpty() {
    return include == null && exclude == null;
  }

  /** The profile with the wanted stacks alone. */
  Profile apply(Profile profile) {
    if (isEmpty()) {
      return profile;
    }
    SampleTable wanted = new SampleTable(profile.header().sampleTypes().size());
    profile.<RuntimeException>forEach(
        (stack, label, values) -> {
          if (wants(stack)) {
            wanted.add(stack, label, values);
          }
        });
    String what = (include == null ? "" : " include=" + include);
    what += exclude == null ? "" : " exclude=" + exclude;
    return new Profile(profile.header().comment("filter:" + what), wanted);
  }

  private boolean wants(CallStack stack) {
    return (include == null || hasMatch(stack, include))
        && (exclude == null || !hasMatch(stack, exclude));
  }

  private static boolean hasMatch(CallStack stack, Pattern pattern) {
    try {
      for (int i = 0; i < stack.depth(); i++) {
        if (pattern.matcher(stack.frame(i).function().name()).find()) {
          return true;
        }
      }
      return false;
    } catch (StackOverflowError e) {
      // Java matches a group that is repeated by recursion.
      throw new CommandFailure(
          "the regular expression "
              + pattern
              + " is too complex for a long name of a method; avoid groups with * or +");
    }
  }
}
