package tbot.diag.pprof.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import one.convert.Arguments;
import one.jfr.JfrReader;
import tbot.diag.jvm.JvmDescription;
import tbot.diag.jvm.SpareMemory;
import tbot.diag.page.Html;
import tbot.diag.page.Page;
import tbot.diag.pprof.profile.ProfileHeader;
import tbot.diag.pprof.profile.ProfilePath;
import tbot.diag.pprof.profile.ProfileTitle;

/**
 * Writes a page with a heat map of a recording: when in its time samples were taken, in steps of 20
 * ms, and a flame graph of any part of it. The page is async-profiler's, by its converter, in a
 * {@linkplain HeatmapFrame frame} of ours.
 *
 * <p>The converter allocates arrays of 130 MB before it has seen a sample. So it is used only where
 * the heap has twice of that left, for one recording at a time, of a bounded size.
 */
public final class HeatmapPage {

  private static final long MIN_FREE_BYTES = 256L << 20;

  // Both bound what the converter takes beyond its arrays.
  private static final int MAX_RECORDING_BYTES = 4 << 20;
  private static final long MAX_SAMPLES = 1_000_000;

  private final String name;
  private final String title;
  private final boolean ofCpu;
  private final OutputStream out;

  private HeatmapPage(ProfileHeader header, String name, OutputStream out) {
    this.name = name;
    this.title = ProfileTitle.of(name, header);
    this.ofCpu = header.periodType().type().equals("cpu");
    this.out = out;
  }

  /** Why no heat map can be made now: the heap has too little left; null if one can. */
  public static String shortage() {
    return shortage(SpareMemory.free());
  }

  static String shortage(long freeBytes) {
    return freeBytes >= MIN_FREE_BYTES
        ? null
        : String.format(
            "a heat map is made in the heap of the program, of which %d MiB must be free and only %d"
                + " MiB are; take format=jfr",
            MIN_FREE_BYTES >> 20, freeBytes >> 20);
  }

  /**
   * Writes one page. A recording that is too large, or that has no samples, gets a page that says
   * so; as does one for which the heap has no room.
   *
   * @param recording complete
   * @param header of CPU time or of elapsed time, of which the recording's samples are shown
   * @param name the profile's name: the last segment of its path
   * @param out stays open
   */
  public static void write(
      FileChannel recording, ProfileHeader header, String name, OutputStream out)
      throws IOException {
    write(recording, header, name, out, MAX_RECORDING_BYTES);
  }

  static void write(
      FileChannel recording, ProfileHeader header, String name, OutputStream out, int maxBytes)
      throws IOException {
    HeatmapPage page = new HeatmapPage(header, name, out);
    long size = recording.size();
    if (size > maxBytes) {
      page.writeTooLarge(size / 1024, maxBytes / 1024, "KiB");
    } else if (size == 0) {
      page.writeNothing();
    } else {
      page.writeIfThereIsRoom(recording.map(FileChannel.MapMode.READ_ONLY, 0, size));
    }
  }

  private void writeIfThereIsRoom(ByteBuffer recording) throws IOException {
    // One at a time, so that the bound holds for all requests together.
    synchronized (HeatmapPage.class) {
      String shortage = shortage();
      if (shortage == null) {
        convert(recording);
      } else {
        writeNote("There is no heat map: " + shortage + ".");
      }
    }
  }

  private void convert(ByteBuffer recording) throws IOException {
    Arguments arguments = new Arguments();
    // Its script makes this the title of the document.
    arguments.title = Html.escape(JvmDescription.program() + " \u2013 " + title);
    arguments.cpu = ofCpu;
    arguments.wall = !ofCpu;
    arguments.threads = true;
    arguments.dot = true;
    arguments.norm = true;
    try (JfrReader reader = new JfrReader(recording)) {
      HeatmapConverter converter = new HeatmapConverter(reader, arguments, MAX_SAMPLES);
      converter.convert();
      if (converter.samples() == 0) {
        writeNothing();
      } else if (converter.samples() > MAX_SAMPLES) {
        writeTooLarge(converter.samples(), MAX_SAMPLES, "samples");
      } else {
        converter.dump(new HeatmapFrame(ProfilePath.toRoot(name), title).around(out));
      }
    }
  }

  private void writeTooLarge(long size, long limit, String unit) throws IOException {
    writeNote(
        String.format(
            "The recording has %d %s, and a heat map is made of %d at most, as it is made in the"
                + " memory of the program. Take fewer seconds, or format=jfr.",
            size, unit, limit));
  }

  private void writeNothing() throws IOException {
    writeNote("Nothing was sampled.");
  }

  private void writeNote(String note) throws IOException {
    String heading = "<h1>" + Html.escape(title) + "</h1>\n<p>" + Html.escape(note) + "</p>\n";
    String html = new Page(ProfilePath.toRoot(name), title).withContentStyles().add(heading).html();
    out.write(html.getBytes(StandardCharsets.UTF_8));
  }
}
