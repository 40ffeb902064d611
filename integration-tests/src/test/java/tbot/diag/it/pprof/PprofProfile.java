package tbot.diag.it.pprof;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** A decoded profile that resolves its indexes to names. */
public final class PprofProfile {

  private final Profile proto;
  private final Map<Long, Location> locations = new HashMap<>();
  private final Map<Long, Function> functions = new HashMap<>();

  private PprofProfile(Profile proto) {
    this.proto = proto;
    proto.getLocationList().forEach(location -> locations.put(location.getId(), location));
    proto.getFunctionList().forEach(function -> functions.put(function.getId(), function));
  }

  /** Decodes the body of an answer. */
  public static PprofProfile decode(byte[] gzipped) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzipped))) {
      return new PprofProfile(Profile.parseFrom(in));
    } catch (IOException e) {
      throw new UncheckedIOException("not a profile of " + gzipped.length + " bytes", e);
    }
  }

  public Profile proto() {
    return proto;
  }

  public String string(long index) {
    return proto.getStringTable((int) index);
  }

  public String type(ValueType type) {
    return string(type.getType()) + "/" + string(type.getUnit());
  }

  public List<String> sampleTypes() {
    return proto.getSampleTypeList().stream().map(this::type).collect(Collectors.toList());
  }

  public List<String> comments() {
    return proto.getCommentList().stream().map(this::string).collect(Collectors.toList());
  }

  public Location location(long id) {
    return locations.get(id);
  }

  /** The functions of a location as {@code name:line}, the innermost first. */
  public List<String> lines(Location location) {
    List<String> lines = new ArrayList<>();
    for (Line line : location.getLineList()) {
      lines.add(name(line) + ":" + line.getLine());
    }
    return lines;
  }

  /** The names of all functions on a sample's stack, the innermost first. */
  public List<String> stack(Sample sample) {
    List<String> names = new ArrayList<>();
    for (long id : sample.getLocationIdList()) {
      for (Line line : locations.get(id).getLineList()) {
        names.add(name(line));
      }
    }
    return names;
  }

  public String name(Line line) {
    return string(functions.get(line.getFunctionId()).getName());
  }

  public String file(Line line) {
    return string(functions.get(line.getFunctionId()).getFilename());
  }

  /** The line where a function begins, 0 if unknown. */
  public long startLine(Line line) {
    return functions.get(line.getFunctionId()).getStartLine();
  }

  /** A sample's text labels. */
  public Map<String, String> labels(Sample sample) {
    Map<String, String> labels = new HashMap<>();
    for (Label label : sample.getLabelList()) {
      if (label.getStr() != 0) {
        labels.put(string(label.getKey()), string(label.getStr()));
      }
    }
    return labels;
  }

  /** A sample's numeric labels. */
  public Map<String, Long> numbers(Sample sample) {
    Map<String, Long> numbers = new HashMap<>();
    for (Label label : sample.getLabelList()) {
      if (label.getStr() == 0) {
        numbers.put(string(label.getKey()), label.getNum());
      }
    }
    return numbers;
  }

  /** The sum of one value over the samples that match. */
  public long sum(int valueIndex, Predicate<Sample> which) {
    return proto.getSampleList().stream()
        .filter(which)
        .mapToLong(sample -> sample.getValue(valueIndex))
        .sum();
  }

  /** Whether a function of that name is on a sample's stack. */
  public Predicate<Sample> under(String function) {
    return sample -> stack(sample).contains(function);
  }

  /** The values of each sample, by the addresses of its stack and its labels. */
  Map<List<Object>, List<Long>> valuesByStack() {
    Map<List<Object>, List<Long>> values = new HashMap<>();
    for (Sample sample : proto.getSampleList()) {
      List<Object> key = new ArrayList<>();
      for (long id : sample.getLocationIdList()) {
        key.add(location(id).getAddress());
      }
      key.add(labels(sample));
      key.add(numbers(sample));
      if (values.put(key, sample.getValueList()) != null) {
        throw new AssertionError("one stack twice: " + stack(sample));
      }
    }
    return values;
  }

  /** The functions and lines of each location, by its address. */
  public Map<Long, List<String>> linesByAddress() {
    Map<Long, List<String>> lines = new HashMap<>();
    for (Location location : proto.getLocationList()) {
      lines.put(location.getAddress(), lines(location));
    }
    return lines;
  }

  /** Whether a sample is of the thread of that name. */
  public Predicate<Sample> ofThread(String name) {
    return sample -> name.equals(labels(sample).get("thread"));
  }
}
