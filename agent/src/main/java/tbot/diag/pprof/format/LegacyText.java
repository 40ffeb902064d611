package tbot.diag.pprof.format;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tbot.diag.pprof.profile.Label;
import tbot.diag.pprof.profile.Profile;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.Frame;
import tbot.diag.profiling.stack.LongMap;

/**
 * Writes a profile as Go's {@code debug=1} does: each sample's numbers and addresses, and below
 * them, for people, its functions. {@code go tool pprof} reads the first line of a sample and
 * fetches the names from {@code /debug/pprof/symbol}.
 *
 * <p>As in Go, the addresses of a sample are return addresses, one beyond the call; the reader
 * subtracts that.
 *
 * @see <a
 *     href="https://github.com/google/pprof/blob/main/profile/legacy_profile.go">legacy_profile.go</a>
 */
final class LegacyText {

  private static final int TAB = 8;

  private final Writer writer;
  private final SyntheticAddresses addresses;

  /** By content hash. Rows share most of their locations, and the names of few are kept. */
  private final LongMap<Long> known = new LongMap<>();

  private LegacyText(Writer writer, SyntheticAddresses addresses) {
    this.writer = writer;
    this.addresses = addresses;
  }

  /**
   * Writes one profile. The number of values per sample determines its kind: one is a profile of
   * counts, two are contention, four are the heap.
   *
   * @param name the profile's name, for the first line
   */
  static void write(Profile profile, String name, SyntheticAddresses addresses, OutputStream out)
      throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    LegacyText text = new LegacyText(writer, addresses);
    int values = profile.header().sampleTypes().size();
    List<Row> rows = sorted(profile);
    if (values == 4) {
      text.writeHeap(rows);
    } else if (values == 2) {
      text.writeContention(name, rows);
    } else {
      text.writeCounts(name, rows);
    }
    for (String comment : profile.header().comments()) {
      writer.write("# " + comment + "\n");
    }
    writer.flush();
  }

  /** The rows by weight, the heaviest first. */
  private static List<Row> sorted(Profile profile) {
    int weight = profile.header().weightIndex();
    List<Row> rows = new ArrayList<>();
    profile.<RuntimeException>forEach(
        (stack, label, values) -> rows.add(new Row(stack, label, values.clone())));
    rows.sort(Comparator.comparingLong((Row row) -> row.values[weight]).reversed());
    return rows;
  }

  private void writeCounts(String name, List<Row> rows) throws IOException {
    writer.write(name + " profile: total " + total(rows, 0) + "\n");
    for (Row row : rows) {
      writer.write(row.values[0] + " @");
      writeStack(row.stack, labels(row.label));
    }
  }

  /** The line of a sample's labels, as Go writes it; empty for none. */
  private static String labels(Label first) {
    StringBuilder line = new StringBuilder();
    for (Label label = first; label != null; label = label.next()) {
      if (label.text() != null) {
        line.append(line.length() == 0 ? "# labels: {" : ", ");
        line.append('"').append(label.key()).append("\":\"").append(label.text()).append('"');
      }
    }
    return line.length() == 0 ? "" : line + "}\n";
  }

  private void writeContention(String name, List<Row> rows) throws IOException {
    // Go calls the block profile "contention" here. One cycle is one nanosecond.
    writer.write("--- " + (name.equals("mutex") ? "mutex" : "contention") + ":\n");
    writer.write("cycles/second=1000000000\n");
    if (name.equals("mutex")) {
      writer.write("sampling period=1\n");
    }
    for (Row row : rows) {
      writer.write(row.values[1] + " " + row.values[0] + " @");
      writeStack(row.stack);
    }
  }

  private void writeHeap(List<Row> rows) throws IOException {
    writer.write("heap profile: ");
    writeHeapValues(total(rows, 0), total(rows, 1), total(rows, 2), total(rows, 3));
    // Go writes twice its sampling rate. A rate of one byte tells readers not to scale the numbers.
    writer.write(" heap/2\n");
    for (Row row : rows) {
      writeHeapValues(row.values[0], row.values[1], row.values[2], row.values[3]);
      writeStack(row.stack);
    }
  }

  private void writeHeapValues(long allocObjects, long allocBytes, long objects, long bytes)
      throws IOException {
    // The reader rejects bytes of zero objects.
    writer.write(
        atLeastOne(objects, bytes)
            + ": "
            + bytes
            + " ["
            + atLeastOne(allocObjects, allocBytes)
            + ": "
            + allocBytes
            + "] @");
  }

  private static long atLeastOne(long objects, long bytes) {
    return bytes > 0 ? Math.max(1, objects) : objects;
  }

  private static long total(List<Row> rows, int value) {
    long total = 0;
    for (Row row : rows) {
      total += row.values[value];
    }
    return total;
  }

  private void writeStack(CallStack stack) throws IOException {
    writeStack(stack, "");
  }

  /**
   * Ends a sample's line with its addresses, and lists its functions below.
   *
   * @param between lines before the functions
   */
  private void writeStack(CallStack stack, String between) throws IOException {
    List<Long> owners = new ArrayList<>(stack.depth());
    for (int from = 0; from < stack.depth(); ) {
      int to = LocationIds.endOfLocation(stack, from);
      long address = addressOf(stack, from, to);
      writer.write(" " + hex(address + 1));
      for (int i = from; i < to; i++) {
        owners.add(address);
      }
      from = to;
    }
    writer.write("\n" + between);
    int width = 0;
    for (int i = 0; i < stack.depth(); i++) {
      width = Math.max(width, cell(stack.frame(i)).length());
    }
    for (int i = 0; i < stack.depth(); i++) {
      writeFrame(owners.get(i), stack.frame(i), width);
    }
    writer.write('\n');
  }

  private long addressOf(CallStack stack, int from, int to) {
    long hash = stack.contentHash(from, to);
    Long address = known.get(hash);
    if (address == null) {
      address = addresses.addressOf(stack, from, to);
      known.put(hash, address);
    }
    return address;
  }

  private void writeFrame(long address, Frame frame, int width) throws IOException {
    writer.write("#\t" + hex(address) + "\t" + cell(frame));
    // As Go's tabwriter: the widest cell and one character, rounded up to whole tabs.
    int column = (width + 1 + TAB - 1) / TAB * TAB;
    for (int at = cell(frame).length(); at < column; at = (at / TAB + 1) * TAB) {
      writer.write('\t');
    }
    String file = frame.function().file();
    writer.write((file.isEmpty() ? "?" : file) + ":" + frame.line() + "\n");
  }

  private static String cell(Frame frame) {
    return frame.function().name().replace('\n', ' ') + "+0x0";
  }

  private static String hex(long address) {
    return "0x" + Long.toHexString(address);
  }

  private static final class Row {
    private final CallStack stack;
    private final Label label;
    private final long[] values;

    Row(CallStack stack, Label label, long[] values) {
      this.stack = stack;
      this.label = label;
      this.values = values;
    }
  }
}
