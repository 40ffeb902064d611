package tbot.diag.pprof.flamegraph;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import tbot.diag.pprof.profile.ProfileHeader;
import tbot.diag.pprof.profile.ProfileTitle;
import tbot.diag.pprof.profile.ValueType;
import tbot.diag.profiling.stack.Frame;

/**
 * Writes a profile as the page's script {@code profile.js} reads it. All lists are flat, and
 * numbers that are small because of their order are written instead of large ones: a node takes six
 * to ten bytes.
 */
final class FlameGraphData {

  private final JsonOutput json;
  private final FlameGraphRows rows;

  private FlameGraphData(JsonOutput json, FlameGraphRows rows) {
    this.json = json;
    this.rows = rows;
  }

  /**
   * Writes one object.
   *
   * @param name the profile's name
   */
  static void write(ProfileHeader header, String name, FlameGraphRows rows, JsonOutput json)
      throws IOException {
    FlameGraphData data = new FlameGraphData(json, rows);
    json.open('{');
    data.writeHeader(header, name);
    data.writeFrames();
    data.writeNodes();
    data.writeRows();
    json.close('}');
  }

  private void writeHeader(ProfileHeader header, String name) throws IOException {
    ValueType weight = header.sampleTypes().get(header.weightIndex());
    json.key("program").text(header.program());
    json.key("name").text(name);
    json.key("subject").text(ProfileTitle.subject(name, header));
    json.key("type").text(weight.type());
    json.key("unit").text(weight.unit());
    json.key("timeMillis").number(TimeUnit.NANOSECONDS.toMillis(header.timeNanos()));
    json.key("durationMillis").number(TimeUnit.NANOSECONDS.toMillis(header.durationNanos()));
    json.key("comments").open('[');
    for (String comment : header.comments()) {
      json.text(comment);
    }
    json.close(']');
    json.key("threads").open('[');
    for (String thread : rows.threads()) {
      json.text(thread);
    }
    json.close(']');
  }

  /** Frames: the number of the name, the type, the line. Names: the prefix shared with the last. */
  private void writeFrames() throws IOException {
    SortedMap<String, Integer> names = new TreeMap<>();
    for (Frame frame : rows.tree().frames()) {
      names.put(frame.function().name(), 0);
    }
    json.key("names").open('[');
    String last = "";
    int number = 0;
    for (String name : new ArrayList<>(names.keySet())) {
      int shared = sharedPrefix(last, name);
      json.number(shared).text(name.substring(shared));
      names.put(name, number++);
      last = name;
    }
    json.close(']').key("frames").open('[');
    for (Frame frame : rows.tree().frames()) {
      FrameType type = FlameGraphRows.isClass(frame) ? FrameType.CLASS : FrameType.of(frame);
      json.number(names.get(frame.function().name())).number(type.index()).number(frame.line());
    }
    json.close(']');
  }

  private static int sharedPrefix(String one, String other) {
    int end = Math.min(one.length(), other.length());
    int shared = 0;
    while (shared < end && one.charAt(shared) == other.charAt(shared)) {
      shared++;
    }
    return shared;
  }

  /** Nodes from 1: how many nodes back the parent is, less one, which is mostly 0; the frame. */
  private void writeNodes() throws IOException {
    CallTree tree = rows.tree();
    json.key("nodes").open('[');
    for (int node = 1; node <= tree.size(); node++) {
      json.number(node - 1 - tree.parent(node)).number(tree.frame(node));
    }
    json.close(']');
  }

  /** Rows: how many nodes after that of the last row; the thread; the weight in units of scale. */
  private void writeRows() throws IOException {
    List<FlameGraphRows.Row> all = rows.rows();
    long scale = 0;
    for (FlameGraphRows.Row row : all) {
      scale = commonDivisor(row.weight(), scale);
    }
    json.key("scale").number(Math.max(1, scale)).key("rows").open('[');
    int last = 0;
    for (FlameGraphRows.Row row : all) {
      json.number(row.node() - last).number(row.thread()).number(row.weight() / scale);
      last = row.node();
    }
    json.close(']');
  }

  private static long commonDivisor(long one, long other) {
    return other == 0 ? one : commonDivisor(other, one % other);
  }
}
