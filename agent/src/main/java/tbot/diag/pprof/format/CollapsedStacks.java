package tbot.diag.pprof.format;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import tbot.diag.pprof.profile.Label;
import tbot.diag.pprof.profile.Profile;
import tbot.diag.pprof.profile.ProfileHeader;
import tbot.diag.profiling.stack.CallStack;

/**
 * Writes one line for each sample: its functions from the outermost to the innermost, joined by
 * semicolons, then a space and the {@linkplain ProfileHeader#weightIndex weight}. The class of an
 * allocation or a lock is the last function. Samples without a positive weight are left out.
 */
final class CollapsedStacks {

  private CollapsedStacks() {}

  static void write(Profile profile, OutputStream out) throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    int weight = profile.header().weightIndex();
    profile.<IOException>forEach(
        (stack, label, values) -> {
          if (values[weight] > 0) {
            writeLine(writer, stack, label, values[weight]);
          }
        });
    writer.flush();
  }

  private static void writeLine(Writer writer, CallStack stack, Label label, long weight)
      throws IOException {
    for (int i = stack.depth() - 1; i >= 0; i--) {
      writer.write(plain(stack.frame(i).function().name()));
      writer.write(i > 0 ? ";" : "");
    }
    String className = Label.classBeside(label, stack);
    if (className != null) {
      writer.write(";");
      writer.write(plain(className));
    }
    writer.write(' ');
    writer.write(Long.toString(weight));
    writer.write('\n');
  }

  private static String plain(String name) {
    return name.replace(';', ':').replace('\n', ' ').replace('\r', ' ');
  }
}
