package tbot.diag.pprof.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import tbot.diag.page.PageResource;
import tbot.diag.pprof.profile.Label;
import tbot.diag.pprof.profile.Profile;
import tbot.diag.pprof.profile.ProfileHeader;
import tbot.diag.pprof.profile.SampleTable;
import tbot.diag.pprof.profile.ValueType;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.Frame;
import tbot.diag.profiling.stack.Function;
import tbot.diag.profiling.stack.Hash64;
import tbot.diag.profiling.stack.LongIndex;

/**
 * Writes a profile in pprof's format, uncompressed.
 *
 * <p>Protocol buffers allow fields in any order. So samples are written as they are visited, and
 * the locations, functions and strings that they refer to follow. Only the latter are held in
 * memory.
 *
 * @see <a href="https://github.com/google/pprof/tree/main/proto">the format</a>
 */
final class PprofWriter implements SampleTable.Visitor<IOException> {

  // Field numbers of pprof's messages.
  private static final int PROFILE_SAMPLE_TYPE = 1;
  private static final int PROFILE_SAMPLE = 2;
  private static final int PROFILE_MAPPING = 3;
  private static final int PROFILE_LOCATION = 4;
  private static final int PROFILE_FUNCTION = 5;
  private static final int PROFILE_STRING = 6;
  private static final int PROFILE_TIME_NANOS = 9;
  private static final int PROFILE_DURATION_NANOS = 10;
  private static final int PROFILE_PERIOD_TYPE = 11;
  private static final int PROFILE_PERIOD = 12;
  private static final int PROFILE_COMMENT = 13;
  private static final int PROFILE_DEFAULT_SAMPLE_TYPE = 14;
  private static final int PROFILE_DOC_URL = 15;

  /** Of what describes the profiles; clients show it as a link. */
  private static final String DOC_URL = PageResource.text(PprofWriter.class, "doc-url").trim();

  private final OutputStream out;
  private final Symbols symbols;
  // By hash, as functions and locations. The index of a string is its number minus one.
  private final LongIndex stringNumbers = new LongIndex();
  private String[] strings = new String[512];
  private final LongIndex functionIds = new LongIndex();
  private Function[] functions = new Function[512];
  private final LocationTable locations = new LocationTable();
  private final LocationIds locationIds = new LocationIds(locations);
  private final ProtoBuffer message = new ProtoBuffer();

  private PprofWriter(OutputStream out, Symbols symbols) {
    this.out = out;
    this.symbols = symbols;
    string("");
  }

  /**
   * Writes one profile.
   *
   * @param symbols of the process that the profile is of
   * @param out stays open
   */
  static void write(Profile profile, Symbols symbols, OutputStream out) throws IOException {
    PprofWriter writer = new PprofWriter(out, symbols);
    writer.writeHeader(profile.header());
    writer.writeMappings(profile.header().program());
    profile.forEach(writer);
    writer.writeLocations();
    writer.writeFunctions();
    writer.writeStrings();
    writer.message.writeTo(out);
  }

  private void writeHeader(ProfileHeader header) {
    for (ValueType type : header.sampleTypes()) {
      writeValueType(PROFILE_SAMPLE_TYPE, type);
    }
    writeValueType(PROFILE_PERIOD_TYPE, header.periodType());
    message.number(PROFILE_PERIOD, header.period());
    message.number(PROFILE_TIME_NANOS, header.timeNanos());
    if (header.durationNanos() > 0) {
      message.number(PROFILE_DURATION_NANOS, header.durationNanos());
    }
    for (String comment : header.comments()) {
      message.number(PROFILE_COMMENT, string(comment));
    }
    if (header.defaultSampleType() != null) {
      message.number(PROFILE_DEFAULT_SAMPLE_TYPE, string(header.defaultSampleType()));
    }
    message.number(PROFILE_DOC_URL, string(DOC_URL));
  }

  private void writeValueType(int field, ValueType type) {
    int start = message.begin(field);
    message.number(1, string(type.type()));
    message.number(2, string(type.unit()));
    message.end(start);
  }

  private void writeMappings(String program) {
    for (CodeRange range : CodeRange.values()) {
      int start = message.begin(PROFILE_MAPPING);
      message.number(1, range.mappingId());
      message.number(2, range.start());
      message.number(3, range.limit());
      message.number(5, string(range.fileName(program)));
      // Functions, files, lines and inlining are all known: no client has to look for a binary.
      for (int has = 7; has <= 10; has++) {
        message.number(has, 1);
      }
      message.end(start);
    }
  }

  @Override
  public void row(CallStack stack, Label label, long[] values) throws IOException {
    locationIds.encode(stack);
    byte[] ids = locationIds.buffer();
    int idsStart = locationIds.start();
    int start = message.begin(PROFILE_SAMPLE);
    message.bytes(1, ids, idsStart, ids.length - idsStart);
    int packed = message.begin(2);
    for (long value : values) {
      message.element(value);
    }
    message.end(packed);
    for (Label one = label; one != null; one = one.next()) {
      writeLabel(one);
    }
    message.end(start);
    message.writeFullTo(out);
  }

  private void writeLabel(Label label) {
    int start = message.begin(3);
    message.number(1, string(label.key()));
    if (label.text() != null) {
      message.number(2, string(label.text()));
    } else {
      message.number(3, label.number());
      message.number(4, string(label.unit()));
    }
    message.end(start);
  }

  private void writeLocations() throws IOException {
    int count = locations.size();
    for (int id = 1; id <= count; id++) {
      writeLocation(id, locations.stack(id), locations.start(id), locations.end(id));
    }
  }

  private void writeLocation(int id, CallStack stack, int from, int to) throws IOException {
    int start = message.begin(PROFILE_LOCATION);
    message.number(1, id);
    message.number(2, CodeRange.of(stack.frame(to - 1).function().origin()).mappingId());
    message.number(3, symbols.addresses().addressOf(stack, from, to));
    for (int i = from; i < to; i++) {
      Frame frame = stack.frame(i);
      int line = message.begin(4);
      message.number(1, functionId(frame.function()));
      if (frame.line() > 0) {
        message.number(2, frame.line());
      }
      message.end(line);
    }
    message.end(start);
    message.writeFullTo(out);
  }

  private int functionId(Function function) {
    int known = functionIds.size();
    int id = functionIds.add(function.contentHash());
    if (id <= known) {
      return id;
    }
    if (id == functions.length) {
      functions = Arrays.copyOf(functions, 2 * id);
    }
    functions[id] = function;
    return id;
  }

  private void writeFunctions() throws IOException {
    int count = functionIds.size();
    int[] startLines = symbols.startLines().of(functions, 1, count + 1);
    for (int id = 1; id <= count; id++) {
      int recorded = functions[id].startLine();
      writeFunction(id, functions[id], recorded > 0 ? recorded : startLines[id]);
    }
  }

  private void writeFunction(int id, Function function, int startLine) throws IOException {
    int start = message.begin(PROFILE_FUNCTION);
    message.number(1, id);
    message.number(2, string(function.name()));
    if (!function.file().isEmpty()) {
      message.number(4, string(function.file()));
    }
    if (startLine > 0) {
      message.number(5, startLine);
    }
    message.end(start);
    message.writeFullTo(out);
  }

  private int string(String text) {
    int number = stringNumbers.add(Hash64.of(0, text));
    if (number == strings.length) {
      strings = Arrays.copyOf(strings, 2 * number);
    }
    strings[number] = text;
    return number - 1;
  }

  private void writeStrings() throws IOException {
    int count = stringNumbers.size();
    for (int number = 1; number <= count; number++) {
      message.text(PROFILE_STRING, strings[number]);
      message.writeFullTo(out);
    }
  }
}
