package tbot.diag.cli.profile;

import java.io.File;
import tbot.diag.cli.console.CommandFailure;
import tbot.diag.cli.console.ShellWord;

/** The formats of the file, by its ending. */
enum OutputFormat {
  PPROF("pb.gz"),
  HTML("html"),
  JFR("jfr"),
  COLLAPSED("collapsed"),
  TEXT("txt");

  private final String ending;

  OutputFormat(String ending) {
    this.ending = ending;
  }

  /** Without a dot before it; also the value of the option {@code -f}. */
  String ending() {
    return ending;
  }

  /** The endings of all, for messages. */
  static String endings() {
    StringBuilder endings = new StringBuilder();
    for (OutputFormat format : values()) {
      endings.append(endings.length() == 0 ? "" : ", ").append(format.ending);
    }
    return endings.toString();
  }

  /** The format that the option {@code -f} names, or null. */
  static OutputFormat named(String name) {
    for (OutputFormat format : values()) {
      if (name.equals(format.ending)) {
        return format;
      }
    }
    return name.equals("pprof") ? PPROF : null;
  }

  /** The format of a file by its name, or null. */
  static OutputFormat of(File file) {
    for (OutputFormat format : values()) {
      if (file.getName().endsWith("." + format.ending)) {
        return format;
      }
    }
    return null;
  }

  /** The command to look further, for a shell. */
  String next(File file) {
    String path = file.getPath();
    // Otherwise it would be an option.
    String name = ShellWord.of(path.startsWith("-") ? "./" + path : path);
    switch (this) {
      case PPROF:
        return "go tool pprof -http=: " + name;
      case JFR:
        return "jfr summary " + name + ", or open it in JDK Mission Control";
      case HTML:
        return "open " + name + " in a browser";
      case COLLAPSED:
        return "flamegraph.pl " + name + " > " + ShellWord.of(path + ".svg");
      case TEXT:
        return "less " + name;
    }
    throw new CommandFailure("an unknown format");
  }
}
