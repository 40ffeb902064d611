package tbot.diag.cli.profile;

import java.io.File;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tbot.diag.cli.console.CommandFailure;
import tbot.diag.cli.console.Line;
import tbot.diag.cli.console.Terminal;
import tbot.diag.cli.console.TextTable;
import tbot.diag.log.Log;
import tbot.diag.pprof.flamegraph.FlameGraphPage;
import tbot.diag.pprof.profile.Profile;
import tbot.diag.pprof.profile.ValueType;

/** Compares two files of profiles. */
@Command(
    name = "diff",
    description = {
      "Compare two profiles, in pprof's format or as collapsed stacks: print the methods whose share",
      "of the whole differs most, or write a flame graph in the colours of the change."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  java -jar tbot-diag.jar diff before.pb.gz after.pb.gz",
      "  java -jar tbot-diag.jar diff before.pb.gz after.pb.gz -o change.html"
    })
public final class DiffCommand implements Runnable {

  private static final int ROWS = 10;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "BEFORE", description = "the file to compare with")
  private File before;

  @Parameters(index = "1", paramLabel = "AFTER", description = "the file that is shown")
  private File after;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "a file to write: .html (flame graph) or .txt (the table with all methods)")
  private File output;

  @Override
  public void run() {
    OutputFormat format = output == null ? OutputFormat.TEXT : OutputFormat.of(output);
    if (format != OutputFormat.TEXT && format != OutputFormat.HTML) {
      throw new ParameterException(
          spec.commandLine(),
          Log.printable("-o: \"" + output + "\" ends with neither html nor txt"));
    }
    Profile old = ProfileFile.read(before);
    Profile current = ProfileFile.read(after);
    requireSameUnit(old, current);
    HotMethods methodsBefore = new HotMethods(old);
    HotMethods methodsAfter = new HotMethods(current);
    requireSamples(before, methodsBefore);
    requireSamples(after, methodsAfter);
    MethodChanges changes = new MethodChanges(methodsBefore, methodsAfter);
    PrintWriter out = spec.commandLine().getOut();
    if (output != null) {
      write(format, old, current, changes);
    }
    int columns = Terminal.isStandardOutput() ? Terminal.columns() : Integer.MAX_VALUE;
    print(changes, ROWS, columns, out);
    if (output != null) {
      out.println();
      Line.print(out, output.getPath() + ", " + MethodTable.bytes(output.length()));
    }
  }

  private void requireSameUnit(Profile old, Profile current) {
    ValueType one = weight(old);
    ValueType other = weight(current);
    boolean known = !one.unit().isEmpty() && !other.unit().isEmpty();
    if (known && !one.unit().equals(other.unit())) {
      throw new CommandFailure(
          before
              + " counts "
              + one.unit()
              + " and "
              + after
              + " "
              + other.unit()
              + "; compare profiles of the same kind");
    }
  }

  private static ValueType weight(Profile profile) {
    return profile.header().sampleTypes().get(profile.header().weightIndex());
  }

  private static void requireSamples(File file, HotMethods methods) {
    if (methods.sum() == 0) {
      throw new CommandFailure(file + " has no samples, so there is nothing to compare");
    }
  }

  private void write(OutputFormat format, Profile old, Profile current, MethodChanges changes) {
    ReplacedFile.Content content =
        format == OutputFormat.HTML
            ? to -> FlameGraphPage.writeChange(current, after.getName(), old, before.getName(), to)
            : ReplacedFile.text(text -> print(changes, Integer.MAX_VALUE, Integer.MAX_VALUE, text));
    OutputFile.write(output, content);
  }

  private static void print(MethodChanges changes, int most, int columns, PrintWriter out) {
    List<MethodChanges.Change> largest = changes.largest(most);
    if (largest.isEmpty()) {
      out.println("no method's share has changed");
      return;
    }
    TextTable table = new TextTable(true, true, true, false);
    table.add("before", "after", "change", "method, by its own share");
    for (MethodChanges.Change change : largest) {
      table.add(
          percent("%.1f%%", change.before()),
          percent("%.1f%%", change.after()),
          percent("%+.1f", change.growth()),
          change.name);
    }
    table.print(columns, out);
  }

  private static String percent(String form, double share) {
    return String.format(Locale.ROOT, form, 100 * share);
  }
}
