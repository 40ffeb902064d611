package tbot.diag.it;

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
import tbot.diag.it.profile.Function;
import tbot.diag.it.profile.Label;
import tbot.diag.it.profile.Line;
import tbot.diag.it.profile.Location;
import tbot.diag.it.profile.Profile;
import tbot.diag.it.profile.Sample;
import tbot.diag.it.profile.ValueType;

/** A decoded profile, its numbers resolved to names. */
final class PprofProfile {

  private final Profile proto;
  private final Map<Long, Location> locations = new HashMap<>();
  private final Map<Long, Function> functions = new HashMap<>();

  private PprofProfile(Profile proto) {
    this.proto = proto;
    proto.getLocationList().forEach(location -> locations.put(location.getId(), location));
    proto.getFunctionList().forEach(function -> functions.put(function.getId(), function));
  }

  /** Decodes the body of an answer. */
  static PprofProfile decode(byte[] gzipped) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzipped))) {
      return new PprofProfile(Profile.parseFrom(in));
    } catch (IOException e) {
      throw new UncheckedIOException("not a profile of " + gzipped.length + " bytes", e);
    }
  }

  Profile proto() {
    return proto;
  }

  String string(long index) {
    return proto.getStringTable((int) index);
  }

  String type(ValueType type) {
    return string(type.getType()) + "/" + string(type.getUnit());
  }

  List<String> sampleTypes() {
    return proto.getSampleTypeList().stream().map(this::type).collect(Collectors.toList());
  }

  List<String> comments() {
    return proto.getCommentList().stream().map(this::string).collect(Collectors.toList());
  }

  Location location(long id) {
    return locations.get(id);
  }

  /** The functions of a location as {@code name:line}, the innermost first. */
  List<String> lines(Location location) {
    List<String> lines = new ArrayList<>();
    for (Line line : location.getLineList()) {
      lines.add(name(line) + ":" + line.getLine());
    }
    return lines;
  }

  /** The names of all functions on a sample's stack, the innermost first. */
  List<String> stack(Sample sample) {
    List<String> names = new ArrayList<>();
    for (long id : sample.getLocationIdList()) {
      for (Line line : locations.get(id).getLineList()) {
        names.add(name(line));
      }
    }
    return names;
  }

  String name(Line line) {
    return string(functions.get(line.getFunctionId()).getName());
  }

  String file(Line line) {
    return string(functions.get(line.getFunctionId()).getFilename());
  }

  /** A sample's text labels. */
  Map<String, String> labels(Sample sample) {
    Map<String, String> labels = new HashMap<>();
    for (Label label : sample.getLabelList()) {
      if (label.getStr() != 0) {
        labels.put(string(label.getKey()), string(label.getStr()));
      }
    }
    return labels;
  }

  /** A sample's numeric labels. */
  Map<String, Long> numbers(Sample sample) {
    Map<String, Long> numbers = new HashMap<>();
    for (Label label : sample.getLabelList()) {
      if (label.getStr() == 0) {
        numbers.put(string(label.getKey()), label.getNum());
      }
    }
    return numbers;
  }

  /** The sum of one value over the samples that are asked for. */
  long sum(int valueIndex, Predicate<Sample> which) {
    return proto.getSampleList().stream()
        .filter(which)
        .mapToLong(sample -> sample.getValue(valueIndex))
        .sum();
  }

  /** Whether a sample is of the thread of that name. */
  Predicate<Sample> ofThread(String name) {
    return sample -> name.equals(labels(sample).get("thread"));
  }
}
