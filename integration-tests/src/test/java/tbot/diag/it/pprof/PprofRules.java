package tbot.diag.it.pprof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The rules that pprof's clients require of every profile. */
public final class PprofRules {

  private PprofRules() {}

  public static void assertHold(PprofProfile profile) {
    Profile proto = profile.proto();
    assertThat(proto.getStringTable(0)).isEmpty();
    assertThat(new HashSet<>(proto.getStringTableList()))
        .as("no string twice")
        .hasSameSizeAs(proto.getStringTableList());
    assertThat(proto.getTimeNanos()).isPositive();
    assertThat(proto.getSampleTypeCount()).isPositive();
    assertThat(profile.sampleTypes()).noneMatch(type -> type.contains("-"));
    assertThat(profile.string(proto.getDocUrl())).matches("https://.*[^/]/docs/profiles\\.md");
    assertNumberedFromOne(proto.getMappingList(), Mapping::getId);
    assertNumberedFromOne(proto.getLocationList(), Location::getId);
    assertNumberedFromOne(proto.getFunctionList(), Function::getId);
    assertMappings(profile);
    assertLocations(profile);
    assertFunctions(profile);
    assertSamples(profile);
  }

  /**
   * Asserts that a later cumulative profile has each sample of an earlier one, with values that are
   * not lower. Samples are matched as Grafana Alloy does it.
   */
  public static void assertNoValueDecreased(PprofProfile earlier, PprofProfile later) {
    Map<List<Object>, List<Long>> now = later.valuesByStack();
    earlier
        .valuesByStack()
        .forEach(
            (stack, values) -> {
              assertThat(now).containsKey(stack);
              for (int i = 0; i < values.size(); i++) {
                assertThat(now.get(stack).get(i)).isGreaterThanOrEqualTo(values.get(i));
              }
            });
  }

  private static <T> void assertNumberedFromOne(List<T> things, ToLongFunction<T> id) {
    assertThat(things.stream().mapToLong(id).sorted().toArray())
        .isEqualTo(LongStream.rangeClosed(1, things.size()).toArray());
  }

  private static void assertMappings(PprofProfile profile) {
    for (Mapping mapping : profile.proto().getMappingList()) {
      assertThat(mapping.getHasFunctions()).isTrue();
      assertThat(mapping.getHasFilenames()).isTrue();
      assertThat(mapping.getHasLineNumbers()).isTrue();
      assertThat(mapping.getHasInlineFrames()).isTrue();
      assertThat(mapping.getMemoryStart()).isPositive().isLessThan(mapping.getMemoryLimit());
      assertThat(profile.string(mapping.getFilename())).isNotEmpty();
    }
  }

  private static void assertLocations(PprofProfile profile) {
    Map<Long, List<String>> byAddress = new HashMap<>();
    Set<List<String>> contents = new HashSet<>();
    for (Location location : profile.proto().getLocationList()) {
      Mapping mapping = profile.proto().getMapping((int) location.getMappingId() - 1);
      assertThat(location.getAddress())
          .isNotZero()
          .isBetween(mapping.getMemoryStart(), mapping.getMemoryLimit() - 1);
      assertThat(location.getLineCount()).isPositive();
      List<String> content =
          location.getLineList().stream()
              .map(line -> line.getFunctionId() + ":" + line.getLine())
              .collect(Collectors.toList());
      assertThat(byAddress.put(location.getAddress(), content)).as("one address twice").isNull();
      assertThat(contents.add(content)).as("one location twice: " + content).isTrue();
    }
  }

  private static void assertFunctions(PprofProfile profile) {
    for (Function function : profile.proto().getFunctionList()) {
      assertThat(profile.string(function.getName())).isNotEmpty();
      assertThat(function.getSystemName()).isZero();
    }
    for (Location location : profile.proto().getLocationList()) {
      if (location.getMappingId() != 1) {
        continue;
      }
      for (Line line : location.getLineList()) {
        assertThat(profile.name(line))
            .matches("[^/]+\\.[^./]+")
            .as("no part that changes from run to run")
            .doesNotContainPattern("0x[0-9a-f]+|Lambda\\$\\d|/\\d");
        // The name of a dynamic proxy's class begins with a dollar sign.
        assertThat(profile.file(line)).matches("([^.]+/)*\\$?[^./$]+\\.java");
      }
    }
  }

  private static void assertSamples(PprofProfile profile) {
    Profile proto = profile.proto();
    for (Sample sample : proto.getSampleList()) {
      assertThat(sample.getValueCount()).isEqualTo(proto.getSampleTypeCount());
      assertThat(sample.getLocationIdCount()).isPositive();
      assertThat(sample.getLocationIdList())
          .allMatch(id -> id >= 1 && id <= proto.getLocationCount());
      for (Label label : sample.getLabelList()) {
        assertThat(profile.string(label.getKey())).isNotEmpty();
      }
    }
  }
}
