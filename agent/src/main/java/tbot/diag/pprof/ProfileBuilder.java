package tbot.diag.pprof;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import one.proto.Proto;
import tbot.diag.profiling.CallStack;
import tbot.diag.profiling.Frame;
import tbot.diag.profiling.Function;

/**
 * Writes a profile in pprof's format, uncompressed.
 *
 * <p>The order of a message's fields is free in protocol buffers. Samples therefore go out as they
 * are visited; the locations, functions and strings that they turned out to need follow. Nothing
 * but those and a bounded number of encoded stacks is held in memory.
 *
 * @see <a href="https://github.com/google/pprof/tree/main/proto">the format</a>
 */
final class ProfileBuilder implements SampleTable.Visitor<IOException> {

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

  private static final int MAX_ID_BYTES_KEPT = 1 << 20;

  private final OutputStream out;
  private final AddressBook addresses;
  private final Map<String, Integer> strings = new LinkedHashMap<>();
  private final Map<Function, Integer> functions = new LinkedHashMap<>();
  // Many threads are seen on the same stack: then only the first such sample is worked out.
  private final Map<CallStack, byte[]> idsByStack = new HashMap<>();
  private int idBytesKept;
  private final LocationTable locations = new LocationTable();
  // Reused for every message, so that a large profile makes no garbage.
  private final Proto top = new Proto(512);
  private final Proto message = new Proto(512);
  private final Proto part = new Proto(512);
  // A buffer of its own: a location that is new goes out while its sample is being written.
  private final Proto ids = new Proto(512);

  private ProfileBuilder(OutputStream out, AddressBook addresses) {
    this.out = out;
    this.addresses = addresses;
    string("");
  }

  /**
   * Writes one profile.
   *
   * @param out gets the message; not closed
   * @param addresses where its locations get their addresses
   * @param header all but the samples
   * @param samples with as many values a row as the header has sample types
   */
  static void write(
      OutputStream out, AddressBook addresses, ProfileHeader header, SampleTable samples)
      throws IOException {
    ProfileBuilder builder = new ProfileBuilder(out, addresses);
    builder.writeHeader(header);
    builder.writeMappings();
    samples.forEach(builder);
    builder.writeFunctions();
    builder.writeStrings();
  }

  private void writeHeader(ProfileHeader header) throws IOException {
    for (ValueType type : header.sampleTypes()) {
      writeValueType(PROFILE_SAMPLE_TYPE, type);
    }
    writeValueType(PROFILE_PERIOD_TYPE, header.periodType());
    top.field(PROFILE_PERIOD, header.period());
    top.field(PROFILE_TIME_NANOS, header.timeNanos());
    if (header.durationNanos() > 0) {
      top.field(PROFILE_DURATION_NANOS, header.durationNanos());
    }
    for (String comment : header.comments()) {
      top.field(PROFILE_COMMENT, string(comment));
    }
    if (header.defaultSampleType() != null) {
      top.field(PROFILE_DEFAULT_SAMPLE_TYPE, string(header.defaultSampleType()));
    }
    flushTop();
  }

  private void writeValueType(int field, ValueType type) throws IOException {
    message.field(1, string(type.type())).field(2, string(type.unit()));
    flush(field);
  }

  private void writeMappings() throws IOException {
    for (CodeRange range : CodeRange.values()) {
      message.field(1, range.mappingId());
      message.field(2, range.start()).field(3, range.limit());
      message.field(5, string(range.fileName()));
      // All is known: functions, files, lines, inlining. No client has to look for a binary.
      message.field(7, 1).field(8, 1).field(9, 1).field(10, 1);
      flush(PROFILE_MAPPING);
    }
  }

  @Override
  public void row(CallStack stack, Label label, long[] values) throws IOException {
    message.field(1, locationIds(stack, label));
    for (long value : values) {
      part.writeLong(value);
    }
    message.field(2, part);
    part.reset();
    if (label != null) {
      part.field(1, string(label.key())).field(2, string(label.value()));
      message.field(3, part);
      part.reset();
      if (label.sizeBytes() > 0) {
        part.field(1, string("bytes")).field(3, label.sizeBytes()).field(4, string("bytes"));
        message.field(3, part);
        part.reset();
      }
    }
    flush(PROFILE_SAMPLE);
  }

  /** The stack's locations in order, encoded. Those of stacks with labels are kept. */
  private byte[] locationIds(CallStack stack, Label label) throws IOException {
    byte[] known = label == null ? null : idsByStack.get(stack);
    if (known != null) {
      return known;
    }
    writeLocationIds(stack);
    byte[] encoded = Arrays.copyOf(ids.buffer(), ids.size());
    ids.reset();
    // Without a label no other sample has this stack.
    if (label != null && idBytesKept < MAX_ID_BYTES_KEPT) {
      idsByStack.put(stack, encoded);
      idBytesKept += encoded.length;
    }
    return encoded;
  }

  /**
   * Splits a stack into locations. A location is one piece of machine code: a frame together with
   * those that were inlined into it.
   */
  private void writeLocationIds(CallStack stack) throws IOException {
    for (int from = 0; from < stack.depth(); ) {
      int to = endOfLocation(stack, from);
      ids.writeInt(locationId(stack, from, to));
      from = to;
    }
  }

  /** Behind the last frame of the location that begins with a frame, its innermost. */
  static int endOfLocation(CallStack stack, int from) {
    int last = from;
    while (last + 1 < stack.depth() && isInlinedInto(stack.frame(last), stack.frame(last + 1))) {
      last++;
    }
    return last + 1;
  }

  private static boolean isInlinedInto(Frame frame, Frame caller) {
    return frame.isInlined() && caller.function().origin() == Function.Origin.JAVA;
  }

  private int locationId(CallStack stack, int from, int to) throws IOException {
    int known = locations.size();
    int id = locations.idOf(stack, from, to);
    if (id > known) {
      writeLocation(id, stack, from, to);
    }
    return id;
  }

  private void writeLocation(int id, CallStack stack, int from, int to) throws IOException {
    CodeRange range = CodeRange.of(stack.frame(to - 1).function().origin());
    message.field(1, id).field(2, range.mappingId());
    message.field(3, addresses.addressOf(stack, from, to));
    for (int i = from; i < to; i++) {
      Frame frame = stack.frame(i);
      part.field(1, functionId(frame.function()));
      if (frame.line() > 0) {
        part.field(2, frame.line());
      }
      message.field(4, part);
      part.reset();
    }
    flush(PROFILE_LOCATION);
  }

  private int functionId(Function function) {
    Integer known = functions.get(function);
    if (known != null) {
      return known;
    }
    int id = functions.size() + 1;
    functions.put(function, id);
    return id;
  }

  private void writeFunctions() throws IOException {
    for (Map.Entry<Function, Integer> entry : functions.entrySet()) {
      Function function = entry.getKey();
      message.field(1, entry.getValue().intValue());
      message.field(2, string(function.name()));
      if (!function.file().isEmpty()) {
        message.field(4, string(function.file()));
      }
      flush(PROFILE_FUNCTION);
    }
  }

  private int string(String text) {
    Integer known = strings.get(text);
    if (known != null) {
      return known;
    }
    int index = strings.size();
    strings.put(text, index);
    return index;
  }

  private void writeStrings() throws IOException {
    for (String text : strings.keySet()) {
      top.field(PROFILE_STRING, text);
      flushTop();
    }
  }

  private void flush(int field) throws IOException {
    top.field(field, message);
    message.reset();
    flushTop();
  }

  private void flushTop() throws IOException {
    out.write(top.buffer(), 0, top.size());
    top.reset();
  }
}
