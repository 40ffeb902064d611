package tbot.diag.pprof.format;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import tbot.diag.pprof.profile.Label;
import tbot.diag.pprof.profile.Profile;
import tbot.diag.pprof.profile.ProfileHeader;
import tbot.diag.pprof.profile.SampleTable;
import tbot.diag.pprof.profile.ValueType;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.Frame;
import tbot.diag.profiling.stack.Function;

/**
 * Reads a profile in pprof's format, such as {@link PprofWriter} writes, or one of a Go program.
 * Addresses and binaries are left out: functions have their names already.
 *
 * @see <a href="https://github.com/google/pprof/tree/main/proto">the format</a>
 */
public final class PprofReader {

  private static final int MAX_BYTES = 1 << 29;
  private static final int GZIP_MAGIC = 0x1f;

  private final List<String> strings = new ArrayList<>();
  private final List<ProtoReader> sampleTypes = new ArrayList<>();
  private final List<ProtoReader> samples = new ArrayList<>();
  private final List<ProtoReader> rawLocations = new ArrayList<>();
  private final List<ProtoReader> rawFunctions = new ArrayList<>();
  private final LongList comments = new LongList();
  private final Map<Long, Integer> mappings = new HashMap<>();
  private final Map<Long, FunctionFields> functions = new HashMap<>();
  private final Map<Long, Frame[]> locations = new HashMap<>();
  private int program;
  private int defaultSampleType;
  private long timeNanos;
  private long durationNanos;
  private long period;
  private ProtoReader periodType;

  private PprofReader() {}

  /**
   * Reads one profile.
   *
   * @param content compressed by gzip or not
   * @throws IOException if it is no profile
   */
  public static Profile read(byte[] content) throws IOException {
    boolean compressed = content.length > 1 && content[0] == GZIP_MAGIC;
    PprofReader reader = new PprofReader();
    reader.collect(new ProtoReader(compressed ? decompress(content) : content));
    try {
      return reader.profile();
    } catch (IndexOutOfBoundsException e) {
      throw new IOException("it names a string that it does not have", e);
    }
  }

  private static byte[] decompress(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[16_384];
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        if (out.size() > MAX_BYTES) {
          throw new IOException("it has more than " + (MAX_BYTES >> 20) + " MiB");
        }
      }
    }
    return out.toByteArray();
  }

  /** Fields come in any order, and refer to others by number. */
  private void collect(ProtoReader profile) throws IOException {
    while (profile.next()) {
      switch (profile.field()) {
        case 1:
          sampleTypes.add(profile.message());
          break;
        case 2:
          samples.add(profile.message());
          break;
        case 3:
          addMapping(profile.message());
          break;
        case 4:
          rawLocations.add(profile.message());
          break;
        case 5:
          rawFunctions.add(profile.message());
          break;
        case 6:
          strings.add(profile.text());
          break;
        case 9:
          timeNanos = profile.number();
          break;
        case 10:
          durationNanos = profile.number();
          break;
        case 11:
          periodType = profile.message();
          break;
        case 12:
          period = profile.number();
          break;
        case 13:
          profile.addTo(comments);
          break;
        case 14:
          defaultSampleType = profile.index();
          break;
        default:
          // Of no use here.
      }
    }
  }

  private void addMapping(ProtoReader mapping) throws IOException {
    long id = 0;
    int file = 0;
    while (mapping.next()) {
      if (mapping.field() == 1) {
        id = mapping.number();
      } else if (mapping.field() == 5) {
        file = mapping.index();
      }
    }
    // The first one is of the program itself.
    program = mappings.isEmpty() ? file : program;
    mappings.put(id, file);
  }

  private Profile profile() throws IOException {
    for (ProtoReader function : rawFunctions) {
      addFunction(function);
    }
    for (ProtoReader location : rawLocations) {
      addLocation(location);
    }
    ProfileHeader header = header();
    SampleTable table = new SampleTable(header.sampleTypes().size());
    for (ProtoReader sample : samples) {
      addSample(sample, table, header.sampleTypes().size());
    }
    return new Profile(header, table);
  }

  private ProfileHeader header() throws IOException {
    if (sampleTypes.isEmpty()) {
      throw new IOException("it has no sample types");
    }
    ValueType[] types = new ValueType[sampleTypes.size()];
    for (int i = 0; i < types.length; i++) {
      types[i] = valueType(sampleTypes.get(i));
    }
    ValueType measured = periodType == null ? new ValueType("", "") : valueType(periodType);
    ProfileHeader header =
        new ProfileHeader(measured, period, types).at(timeNanos).lasting(durationNanos);
    for (int i = 0; i < comments.size(); i++) {
      header = header.comment(strings.get((int) comments.get(i)));
    }
    if (defaultSampleType > 0) {
      header = header.preferring(strings.get(defaultSampleType));
    }
    String path = strings.get(program);
    return header.ofProgram(path.substring(path.lastIndexOf('/') + 1));
  }

  private ValueType valueType(ProtoReader message) throws IOException {
    String type = "";
    String unit = "";
    while (message.next()) {
      if (message.field() == 1) {
        type = strings.get(message.index());
      } else if (message.field() == 2) {
        unit = strings.get(message.index());
      }
    }
    return new ValueType(type, unit);
  }

  private void addFunction(ProtoReader function) throws IOException {
    long id = 0;
    FunctionFields fields = new FunctionFields();
    while (function.next()) {
      if (function.field() == 1) {
        id = function.number();
      } else if (function.field() == 2) {
        fields.name = function.index();
      } else if (function.field() == 4) {
        fields.file = function.index();
      } else if (function.field() == 5) {
        fields.startLine = (int) function.number();
      }
    }
    functions.put(id, fields);
  }

  private void addLocation(ProtoReader location) throws IOException {
    long id = 0;
    long mapping = 0;
    long address = 0;
    List<ProtoReader> lines = new ArrayList<>();
    while (location.next()) {
      switch (location.field()) {
        case 1:
          id = location.number();
          break;
        case 2:
          mapping = location.number();
          break;
        case 3:
          address = location.number();
          break;
        case 4:
          lines.add(location.message());
          break;
        default:
          // Of no use here.
      }
    }
    Integer file = mappings.get(mapping);
    Function.Origin origin = CodeRange.originOf(file == null ? "" : strings.get(file));
    Frame[] frames = new Frame[lines.size()];
    for (int i = 0; i < frames.length; i++) {
      // All but the last are inlined into the next.
      frames[i] = frame(lines.get(i), origin, i < frames.length - 1);
    }
    locations.put(
        id,
        frames.length > 0
            ? frames
            : new Frame[] {Frame.ofNative("0x" + Long.toHexString(address))});
  }

  private Frame frame(ProtoReader line, Function.Origin origin, boolean inlined)
      throws IOException {
    FunctionFields function = null;
    int number = 0;
    while (line.next()) {
      if (line.field() == 1) {
        function = functions.get(line.number());
      } else if (line.field() == 2) {
        number = (int) line.number();
      }
    }
    return function == null
        ? Frame.ofNative("?")
        : new Frame(
            new Function(
                origin, strings.get(function.name), strings.get(function.file), function.startLine),
            number,
            inlined);
  }

  /** A function whose origin is known only from its locations; the names by number. */
  private static final class FunctionFields {
    int name;
    int file;
    int startLine;
  }

  private void addSample(ProtoReader sample, SampleTable table, int values) throws IOException {
    LongList ids = new LongList();
    LongList numbers = new LongList();
    List<ProtoReader> labels = new ArrayList<>();
    while (sample.next()) {
      if (sample.field() == 1) {
        sample.addTo(ids);
      } else if (sample.field() == 2) {
        sample.addTo(numbers);
      } else if (sample.field() == 3) {
        labels.add(sample.message());
      }
    }
    List<Frame> frames = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      Frame[] location = locations.get(ids.get(i));
      if (location == null) {
        throw new IOException("it names a location that it does not have");
      }
      for (Frame frame : location) {
        frames.add(frame);
      }
    }
    if (frames.isEmpty()) {
      frames.add(Frame.ofNative("(no stack)"));
    }
    Label label = null;
    for (int i = labels.size() - 1; i >= 0; i--) {
      label = label(labels.get(i), label);
    }
    table.add(new CallStack(frames.toArray(new Frame[0])), label, numbers.toArray(values));
  }

  private Label label(ProtoReader label, Label next) throws IOException {
    int key = 0;
    int text = 0;
    long number = 0;
    int unit = 0;
    while (label.next()) {
      switch (label.field()) {
        case 1:
          key = label.index();
          break;
        case 2:
          text = label.index();
          break;
        case 3:
          number = label.number();
          break;
        case 4:
          unit = label.index();
          break;
        default:
          // Of no use here.
      }
    }
    return text > 0
        ? Label.text(strings.get(key), strings.get(text), next)
        : Label.number(strings.get(key), number, strings.get(unit), next);
  }
}
