package tbot.diag.pprof.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tbot.diag.pprof.profile.Profile;
import tbot.diag.pprof.profile.ProfileHeader;
import tbot.diag.pprof.profile.SampleTable;
import tbot.diag.pprof.profile.ValueType;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.Frame;
import tbot.diag.profiling.stack.Function;

/**
 * Reads collapsed stacks, {@code outermost;...;innermost weight} in each line, such as those of
 * {@code format=collapsed} and of Brendan Gregg's scripts. What the weights count is not in such a
 * file.
 */
public final class CollapsedReader {

  /** The type and the unit of weights that are not known. */
  private static final String UNKNOWN = "";

  private CollapsedReader() {}

  /**
   * Reads one profile.
   *
   * @param content in UTF-8
   * @throws IOException if a line is not such a stack; the message names it
   */
  public static Profile read(byte[] content) throws IOException {
    ValueType weight = new ValueType("samples", UNKNOWN);
    SampleTable samples = new SampleTable(1);
    int number = 0;
    for (String line : text(content).split("\n", -1)) {
      number++;
      String stack = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
      if (!stack.trim().isEmpty()) {
        add(stack, number, samples);
      }
    }
    return new Profile(new ProfileHeader(weight, 1, weight), samples);
  }

  private static String text(byte[] content) throws IOException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException("it is not text", e);
    }
  }

  private static void add(String line, int number, SampleTable samples) throws IOException {
    int blank = line.lastIndexOf(' ');
    try {
      if (blank <= 0) {
        throw new NumberFormatException("no blank");
      }
      long value = Long.parseLong(line.substring(blank + 1));
      samples.add(stack(line.substring(0, blank)), null, value);
    } catch (NumberFormatException e) {
      throw new IOException("line " + number + " is no stack with a number behind it", e);
    }
  }

  private static CallStack stack(String text) {
    String[] names = text.split(";", -1);
    Frame[] frames = new Frame[names.length];
    for (int i = 0; i < names.length; i++) {
      frames[names.length - 1 - i] = frame(names[i]);
    }
    return new CallStack(frames);
  }

  /** Of a name alone, its form tells where the code is. */
  private static Frame frame(String name) {
    int dot = name.indexOf('.');
    boolean java = dot > 0 && dot < name.length() - 1 && name.indexOf(':') < 0;
    return java
        ? new Frame(new Function(Function.Origin.JAVA, name, ""), 0, false)
        : Frame.ofNative(name);
  }
}
