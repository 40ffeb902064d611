package tbot.diag.cli.profile;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tbot.diag.cli.console.CommandFailure;
import tbot.diag.cli.console.Line;
import tbot.diag.cli.console.Reason;
import tbot.diag.cli.console.Terminal;
import tbot.diag.cli.service.ServiceClient;
import tbot.diag.cli.service.ServiceOptions;
import tbot.diag.cli.service.ServiceSession;
import tbot.diag.log.Log;
import tbot.diag.pprof.format.PprofReader;
import tbot.diag.pprof.profile.Profile;

/** Takes one profile of a JVM, whatever listener that has, and leaves it as it was. */
@Command(
    name = "profile",
    description = {
      "Take a profile: write a flame graph, and print the hottest methods.",
      "A JVM without the agent is profiled as well, and left as it was. Ctrl-C keeps what there is."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  java -jar tbot-diag.jar profile bot.jar --open",
      "  java -jar tbot-diag.jar profile 4711 -t alloc -d 30 -o alloc.pb.gz"
    })
public final class ProfileCommand implements Runnable {

  private static final int MAX_SECONDS = 3600;
  private static final int ROWS = 10;
  private static final String DEFAULT_SECONDS = "10";

  @Spec private CommandSpec spec;

  @Mixin private ServiceOptions subject;

  @Option(
      names = {"-t", "--type"},
      paramLabel = "TYPE",
      description = "one of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private ProfileKind kind = ProfileKind.CPU;

  @Option(
      names = {"-d", "--duration"},
      paramLabel = "SECONDS",
      defaultValue = DEFAULT_SECONDS,
      description = "1 to 3600 (default: ${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "the file; its ending is the format: pb.gz, html, jfr, collapsed, txt")
  private File output;

  @Option(
      names = {"-f", "--format"},
      paramLabel = "FORMAT",
      description = "the format, if FILE has none of these endings (default: html)")
  private String formatName;

  @Option(names = "--open", description = "open the flame graph in a browser")
  private boolean open;

  @Option(
      names = "--include",
      paramLabel = "REGEX",
      description = "only stacks with a frame of which a part matches; not for jfr")
  private String include;

  @Option(
      names = "--exclude",
      paramLabel = "REGEX",
      description = "no stacks with such a frame; not for jfr")
  private String exclude;

  @Override
  public void run() {
    OutputFormat format = format();
    StackFilter filter =
        new StackFilter(pattern("--include", include), pattern("--exclude", exclude));
    requireUsage(format, filter);
    try (Interruption interruption = new Interruption()) {
      try {
        profile(format, filter, interruption);
      } catch (CommandFailure e) {
        report(e, interruption);
      }
    }
  }

  /** After Ctrl-C, the process ends before a failure could be printed elsewhere. */
  private void report(CommandFailure failure, Interruption interruption) {
    if (!interruption.isRequested()) {
      throw failure;
    }
    Line.print(spec.commandLine().getErr(), "tbot-diag: " + failure.getMessage());
  }

  private OutputFormat format() {
    OutputFormat format;
    if (formatName != null) {
      format = OutputFormat.named(formatName);
      require(format != null, "-f: \"" + formatName + "\" is none of " + OutputFormat.endings());
    } else if (output != null) {
      format = OutputFormat.of(output);
      require(
          format != null,
          "-o: \"" + output + "\" ends with none of " + OutputFormat.endings() + "; or use -f");
    } else {
      format = kind == ProfileKind.TRACE ? OutputFormat.JFR : OutputFormat.HTML;
    }
    return format;
  }

  private Pattern pattern(String option, String regex) {
    try {
      return regex == null ? null : Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw usage(option + ": \"" + regex + "\": " + e.getDescription());
    }
  }

  private void requireUsage(OutputFormat format, StackFilter filter) {
    subject.requireOne();
    require(seconds >= 1 && seconds <= MAX_SECONDS, "-d: 1 to " + MAX_SECONDS + " seconds");
    require(
        kind != ProfileKind.TRACE || format == OutputFormat.JFR,
        "-t trace is a recording; it takes a FILE.jfr");
    require(
        kind != ProfileKind.GOROUTINE || format != OutputFormat.JFR,
        "-t goroutine is no recording; it takes another format than jfr");
    require(
        format != OutputFormat.JFR || filter.isEmpty(),
        "--include and --exclude cannot filter a recording; take another format than jfr");
    require(!open || format == OutputFormat.HTML, "--open takes a FILE.html");
  }

  private void require(boolean condition, String message) {
    if (!condition) {
      throw usage(message);
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), Log.printable(message));
  }

  private void profile(OutputFormat format, StackFilter filter, Interruption interruption) {
    // Known before the seconds are spent.
    if (output == null) {
      OutputFile.requireWorkingDirectory();
    } else {
      OutputFile.requireWritable(output);
    }
    try (ServiceSession session = subject.open()) {
      try {
        profile(session.client(), format, filter, interruption);
        interruption.succeed();
      } catch (CommandFailure e) {
        // Before the session ends, which takes long if the host does not answer.
        report(session.explain(e, "its profile"), interruption);
      }
    }
  }

  private void profile(
      ServiceClient client, OutputFormat format, StackFilter filter, Interruption interruption) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (format == OutputFormat.JFR) {
      File file = output == null ? OutputFile.free(name(), kind, format) : output;
      OutputFile.write(
          file, to -> new ProfileDownload(client, kind, seconds, true, to).run(interruption, err));
      printFile(file, format, out);
      return;
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    new ProfileDownload(client, kind, seconds, false, content).run(interruption, err);
    byte[] pprof = content.toByteArray();
    Profile profile = filter.apply(parse(pprof, client));
    File file = output == null ? OutputFile.free(profile.header().program(), kind, format) : output;
    HotMethods methods = new HotMethods(profile);
    boolean asItCame = format == OutputFormat.PPROF && filter.isEmpty();
    OutputFile.write(
        file,
        asItCame ? to -> to.write(pprof) : OutputFile.content(format, profile, kind, methods));
    MethodTable.print(methods, ROWS, columns(), out);
    out.println();
    printFile(file, format, out);
  }

  private static Profile parse(byte[] pprof, ServiceClient client) {
    try {
      return PprofReader.read(pprof);
    } catch (IOException e) {
      throw new CommandFailure(
          client.shown() + ": the answer is no profile of pprof: " + Reason.of(e));
    }
  }

  private static int columns() {
    return Terminal.isStandardOutput() ? Terminal.columns() : Integer.MAX_VALUE;
  }

  private String name() {
    return subject.isRemote() ? "service" : subject.name();
  }

  private void printFile(File file, OutputFormat format, PrintWriter out) {
    Line.print(out, file.getPath() + ", " + MethodTable.bytes(file.length()));
    if (!open || !Browser.open(file)) {
      Line.print(out, "next: " + format.next(file));
    }
  }
}
