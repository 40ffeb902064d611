package tbot.diag.pprof;

import java.io.IOException;
import java.io.OutputStream;
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
 * but those is held in memory.
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

  /** Field 1, of a length that follows. */
  private static final int SAMPLE_LOCATION_IDS = 1 << 3 | 2;

  private final OutputStream out;
  private final AddressBook addresses;
  private final Map<String, Integer> strings = new LinkedHashMap<>();
  private final Map<Function, Integer> functions = new LinkedHashMap<>();
  private final LocationTable locations = new LocationTable();
  private final LocationIds locationIds = new LocationIds(locations);
  // Reused for every message, so that a large profile makes no garbage.
  private final Proto top = new Proto(512);
  private final Proto message = new Proto(512);
  private final Proto part = new Proto(512);

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
    builder.writeLocations();
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
    locationIds.encode(stack);
    byte[] ids = locationIds.buffer();
    int start = locationIds.start();
    message.writeInt(SAMPLE_LOCATION_IDS);
    message.writeBytes(ids, start, ids.length - start);
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

  private void writeLocations() throws IOException {
    for (int id = 1; id <= locations.size(); id++) {
      writeLocation(id, locations.stack(id), locations.start(id), locations.end(id));
    }
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
