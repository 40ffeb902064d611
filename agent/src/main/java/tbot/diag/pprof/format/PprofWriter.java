package tbot.diag.pprof.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import tbot.diag.pprof.profile.Label;
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
 * <p>The order of a message's fields is free in protocol buffers. Samples therefore go out as they
 * are visited; the locations, functions and strings that they turned out to need follow. Nothing
 * but those is held in memory.
 *
 * @see <a href="https://github.com/google/pprof/tree/main/proto">the format</a>
 */
public final class PprofWriter implements SampleTable.Visitor<IOException> {

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

  private final OutputStream out;
  private final SyntheticAddresses addresses;
  // By their hashes, as functions and locations. The index of a string is one less than its number.
  private final LongIndex stringNumbers = new LongIndex();
  private String[] strings = new String[512];
  private final LongIndex functionIds = new LongIndex();
  private Function[] functions = new Function[512];
  private final LocationTable locations = new LocationTable();
  private final LocationIds locationIds = new LocationIds(locations);
  private final ProtoBuffer profile = new ProtoBuffer();

  private PprofWriter(OutputStream out, SyntheticAddresses addresses) {
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
  public static void write(
      OutputStream out, SyntheticAddresses addresses, ProfileHeader header, SampleTable samples)
      throws IOException {
    PprofWriter builder = new PprofWriter(out, addresses);
    builder.writeHeader(header);
    builder.writeMappings();
    samples.forEach(builder);
    builder.writeLocations();
    builder.writeFunctions();
    builder.writeStrings();
    builder.profile.writeTo(out);
  }

  private void writeHeader(ProfileHeader header) {
    for (ValueType type : header.sampleTypes()) {
      writeValueType(PROFILE_SAMPLE_TYPE, type);
    }
    writeValueType(PROFILE_PERIOD_TYPE, header.periodType());
    profile.number(PROFILE_PERIOD, header.period());
    profile.number(PROFILE_TIME_NANOS, header.timeNanos());
    if (header.durationNanos() > 0) {
      profile.number(PROFILE_DURATION_NANOS, header.durationNanos());
    }
    for (String comment : header.comments()) {
      profile.number(PROFILE_COMMENT, string(comment));
    }
    if (header.defaultSampleType() != null) {
      profile.number(PROFILE_DEFAULT_SAMPLE_TYPE, string(header.defaultSampleType()));
    }
  }

  private void writeValueType(int field, ValueType type) {
    int message = profile.begin(field);
    profile.number(1, string(type.type()));
    profile.number(2, string(type.unit()));
    profile.end(message);
  }

  private void writeMappings() {
    for (CodeRange range : CodeRange.values()) {
      int message = profile.begin(PROFILE_MAPPING);
      profile.number(1, range.mappingId());
      profile.number(2, range.start());
      profile.number(3, range.limit());
      profile.number(5, string(range.fileName()));
      // All is known: functions, files, lines, inlining. No client has to look for a binary.
      for (int has = 7; has <= 10; has++) {
        profile.number(has, 1);
      }
      profile.end(message);
    }
  }

  @Override
  public void row(CallStack stack, Label label, long[] values) throws IOException {
    locationIds.encode(stack);
    byte[] ids = locationIds.buffer();
    int start = locationIds.start();
    int message = profile.begin(PROFILE_SAMPLE);
    profile.bytes(1, ids, start, ids.length - start);
    int packed = profile.begin(2);
    for (long value : values) {
      profile.element(value);
    }
    profile.end(packed);
    if (label != null) {
      int text = profile.begin(3);
      profile.number(1, string(label.key()));
      profile.number(2, string(label.value()));
      profile.end(text);
      if (label.sizeBytes() > 0) {
        int size = profile.begin(3);
        profile.number(1, string("bytes"));
        profile.number(3, label.sizeBytes());
        profile.number(4, string("bytes"));
        profile.end(size);
      }
    }
    profile.end(message);
    profile.writeFullTo(out);
  }

  private void writeLocations() throws IOException {
    int count = locations.size();
    for (int id = 1; id <= count; id++) {
      writeLocation(id, locations.stack(id), locations.start(id), locations.end(id));
    }
  }

  private void writeLocation(int id, CallStack stack, int from, int to) throws IOException {
    int message = profile.begin(PROFILE_LOCATION);
    profile.number(1, id);
    profile.number(2, CodeRange.of(stack.frame(to - 1).function().origin()).mappingId());
    profile.number(3, addresses.addressOf(stack, from, to));
    for (int i = from; i < to; i++) {
      Frame frame = stack.frame(i);
      int line = profile.begin(4);
      profile.number(1, functionId(frame.function()));
      if (frame.line() > 0) {
        profile.number(2, frame.line());
      }
      profile.end(line);
    }
    profile.end(message);
    profile.writeFullTo(out);
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
    for (int id = 1; id <= count; id++) {
      writeFunction(id, functions[id]);
    }
  }

  private void writeFunction(int id, Function function) throws IOException {
    int message = profile.begin(PROFILE_FUNCTION);
    profile.number(1, id);
    profile.number(2, string(function.name()));
    if (!function.file().isEmpty()) {
      profile.number(4, string(function.file()));
    }
    profile.end(message);
    profile.writeFullTo(out);
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
      profile.text(PROFILE_STRING, strings[number]);
      profile.writeFullTo(out);
    }
  }
}
