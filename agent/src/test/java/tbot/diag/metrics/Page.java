package tbot.diag.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a scraper sees of some metrics, in the format that says most of them. */
final class Page {

  /** The lines, with the values left out. */
  final List<String> lines = new ArrayList<>();

  /** By the sample's name with its labels. */
  final Map<String, Double> values = new LinkedHashMap<>();

  /** Lays them out. */
  Page(MetricSnapshots metrics) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    OpenMetricsTextFormatWriter.create().write(text, metrics, EscapingScheme.UNDERSCORE_ESCAPING);
    for (String line : text.toString(StandardCharsets.UTF_8).split("\n", -1)) {
      int blank = line.lastIndexOf(' ');
      if (line.startsWith("#") || blank < 0) {
        lines.add(line);
      } else {
        lines.add(line.substring(0, blank));
        values.put(line.substring(0, blank), Double.valueOf(line.substring(blank + 1)));
      }
    }
  }
}
