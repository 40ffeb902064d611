package tbot.diag.pprof.format;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import one.convert.Arguments;
import one.convert.FlameGraph;
import tbot.diag.page.Html;
import tbot.diag.pprof.profile.Label;
import tbot.diag.pprof.profile.Profile;
import tbot.diag.pprof.profile.ProfileHeader;
import tbot.diag.pprof.profile.SampleTable;
import tbot.diag.pprof.profile.ValueType;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.Frame;
import tbot.diag.profiling.stack.Function;

/**
 * Writes a self-contained page with a flame graph.
 *
 * <p>The width of a frame is the {@linkplain ProfileHeader#weightIndex weight} of its samples. The
 * class of an allocation or a lock is the innermost frame. The heaviest stacks are drawn within a
 * limit of nodes; the rest are drawn as {@code (other stacks)}.
 */
final class FlameGraphPage {

  /** Bounds the library's tree to some 22 MB, at 220 bytes a node. */
  private static final int MAX_NODES = 100_000;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private FlameGraphPage() {}

  /**
   * Writes one page.
   *
   * @param name the profile's name, for the title
   * @param out stays open
   */
  static void write(Profile profile, String name, OutputStream out) throws IOException {
    write(profile, name, out, MAX_NODES);
  }

  static void write(Profile profile, String name, OutputStream out, int maxNodes)
      throws IOException {
    ProfileHeader header = profile.header();
    String title = title(name, header);
    Arguments arguments = new Arguments();
    arguments.title = Html.escape(title);
    // The root on top, as in go tool pprof: deep stacks would push it out of sight at the bottom.
    arguments.inverted = true;
    FlameGraph graph = new FlameGraph(arguments);
    addHeaviest(graph, profile, new PrefixCounter(maxNodes));
    // Not the library's dump to an OutputStream, which closes it.
    PrintStream page = new PrintStream(out, false, StandardCharsets.UTF_8.name());
    graph.dump(page);
    page.print(script(header));
    if (page.checkError()) {
      throw new IOException("the client went away while the flame graph was sent");
    }
  }

  private static void addHeaviest(FlameGraph graph, Profile profile, PrefixCounter nodes) {
    int weight = profile.header().weightIndex();
    List<Row> rows = new ArrayList<>();
    profile.<RuntimeException>forEach(
        (stack, label, values) -> {
          if (values[weight] > 0) {
            rows.add(new Row(stack, label, values[weight]));
          }
        });
    rows.sort(Comparator.comparingLong((Row row) -> row.weight).reversed());
    one.convert.CallStack path = new one.convert.CallStack();
    long others = 0;
    for (Row row : rows) {
      if (nodes.isFull()) {
        others += row.weight;
        continue;
      }
      push(path, row);
      nodes.add(row.stack);
      graph.addSample(path, row.weight);
      path.clear();
    }
    if (others > 0) {
      push(path, new Row(SampleTable.OTHER_STACKS, null, others));
      graph.addSample(path, others);
    }
  }

  private static void push(one.convert.CallStack path, Row row) {
    for (int i = row.stack.depth() - 1; i >= 0; i--) {
      Frame frame = row.stack.frame(i);
      path.push(inScript(frame.function().name()), type(frame));
    }
    String className = Label.classBeside(row.label, row.stack);
    if (className != null) {
      path.push(inScript(className), one.convert.Frame.TYPE_INLINED);
    }
  }

  private static byte type(Frame frame) {
    Function function = frame.function();
    switch (function.origin()) {
      case KERNEL:
        return one.convert.Frame.TYPE_KERNEL;
      case NATIVE:
        return function.name().contains("::")
            ? one.convert.Frame.TYPE_CPP
            : one.convert.Frame.TYPE_NATIVE;
      default:
        return frame.isInlined()
            ? one.convert.Frame.TYPE_INLINED
            : one.convert.Frame.TYPE_JIT_COMPILED;
    }
  }

  /** Names become quoted strings in a script. The library escapes quotes but not script tags. */
  private static String inScript(String name) {
    String text = name;
    if (text.indexOf('<') >= 0) {
      text = text.replace("</", "< /").replace("<!", "< !").replace("<script", "< script");
    }
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i)) || text.charAt(i) == '\u2028') {
        return text.replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]", "?");
      }
    }
    return text;
  }

  private static String title(String name, ProfileHeader header) {
    ValueType weight = header.sampleTypes().get(header.weightIndex());
    String title = header.program() + " \u2013 " + name;
    if (!weight.type().equals(name)) {
      title += " (" + weight.type() + ")";
    }
    if (header.durationNanos() > 0) {
      title += ", " + seconds(header.durationNanos()) + " s";
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(header.timeNanos());
    return title + ", " + TIME.format(Instant.ofEpochMilli(millis));
  }

  private static String seconds(long nanos) {
    long tenths = (nanos + 50_000_000) / 100_000_000;
    return tenths % 10 == 0 ? String.valueOf(tenths / 10) : tenths / 10 + "." + tenths % 10;
  }

  /**
   * Completes the library's page: a title for the browser's tab, and weights in their unit instead
   * of samples.
   */
  private static String script(ProfileHeader header) {
    ValueType weight = header.sampleTypes().get(header.weightIndex());
    String form;
    if (weight.unit().equals("nanoseconds")) {
      form = "n >= 1e9 ? (n / 1e9).toFixed(2) + ' s' : (n / 1e6).toFixed(1) + ' ms'";
    } else if (weight.unit().equals("bytes")) {
      form =
          "n >= 1048576 ? (n / 1048576).toFixed(1) + ' MiB'"
              + " : n >= 1024 ? (n / 1024).toFixed(1) + ' KiB' : n + ' bytes'";
    } else {
      form = "n.toLocaleString('en') + ' " + weight.type() + "'";
    }
    return "<script>\ndocument.title = document.querySelector('h1').textContent;\n"
        + "function samples(n) { return "
        + form
        + "; }\n</script>\n";
  }

  private static final class Row {
    private final CallStack stack;
    private final Label label;
    private final long weight;

    Row(CallStack stack, Label label, long weight) {
      this.stack = stack;
      this.label = label;
      this.weight = weight;
    }
  }
}
