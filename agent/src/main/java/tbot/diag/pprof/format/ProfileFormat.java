package tbot.diag.pprof.format;

import java.io.IOException;
import java.io.OutputStream;
import tbot.diag.pprof.flamegraph.FlameGraphPage;
import tbot.diag.pprof.profile.Profile;

/** The formats of a profile. */
public enum ProfileFormat {

  /** Gzipped protocol buffers, for {@code go tool pprof} and every profile server. */
  PPROF("pprof", null) {
    @Override
    public OutputStream open(OutputStream out) throws IOException {
      return new GzipFile(out);
    }

    @Override
    public void write(Profile profile, String name, Symbols symbols, OutputStream out)
        throws IOException {
      PprofWriter.write(profile, symbols, out);
    }
  },

  /** A web page with a flame graph. */
  FLAMEGRAPH("flamegraph", "text/html; charset=utf-8") {
    @Override
    public void write(Profile profile, String name, Symbols symbols, OutputStream out)
        throws IOException {
      FlameGraphPage.write(profile, name, out);
    }
  },

  /** One line for each stack: {@code outermost;...;innermost weight}. */
  COLLAPSED("collapsed", "text/plain; charset=utf-8") {
    @Override
    public void write(Profile profile, String name, Symbols symbols, OutputStream out)
        throws IOException {
      CollapsedStacks.write(profile, out);
    }
  },

  /** Go's text form, {@code debug=1}: for people; {@code go tool pprof} can read it, too. */
  LEGACY_TEXT(null, "text/plain; charset=utf-8") {
    @Override
    public void write(Profile profile, String name, Symbols symbols, OutputStream out)
        throws IOException {
      LegacyText.write(profile, name, symbols.addresses(), out);
    }
  };

  private final String parameter;
  private final String pageType;

  ProfileFormat(String parameter, String pageType) {
    this.parameter = parameter;
    this.pageType = pageType;
  }

  /** The value of {@code format} that selects it; null for none. */
  public String parameter() {
    return parameter;
  }

  /** The media type of what a browser shows; null for a file that it saves. */
  public String pageType() {
    return pageType;
  }

  /**
   * Begins a stream for {@link #write}, compressed if the format demands it.
   *
   * @param out closed with the stream
   */
  public OutputStream open(OutputStream out) throws IOException {
    return out;
  }

  /**
   * Writes a profile, uncompressed.
   *
   * @param name the profile's name, for titles
   * @param symbols of the process that the profile is of
   * @param out stays open
   */
  public abstract void write(Profile profile, String name, Symbols symbols, OutputStream out)
      throws IOException;
}
