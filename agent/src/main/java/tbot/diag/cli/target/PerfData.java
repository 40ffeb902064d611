package tbot.diag.cli.target;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/**
 * The texts that a JVM publishes about itself in {@code /tmp/hsperfdata_USER/PID}, which {@code
 * jps} reads too. Reading them does not touch the JVM.
 */
final class PerfData {

  private static final int MAGIC = 0xcafec0c0;
  private static final int MAX_BYTES = 1 << 20;
  private static final byte TYPE_BYTE = 'B';

  // The layout of version 2 of the file: the header, and the header of each entry.
  private static final int BYTE_ORDER_AT = 4;
  private static final int FIRST_ENTRY_AT = 24;
  private static final int ENTRIES_AT = 28;
  private static final int ENTRY_HEADER_BYTES = 20;

  private final Map<String, String> texts;

  private PerfData(Map<String, String> texts) {
    this.texts = texts;
  }

  /** Reads a file; empty if it is not there, not readable, or of another form. */
  static PerfData read(File file) {
    Map<String, String> texts = new HashMap<String, String>();
    try {
      // A pipe of the same name would have no end.
      if (file.isFile() && file.length() <= MAX_BYTES) {
        parse(Files.readAllBytes(file.toPath()), texts);
      }
    } catch (IOException | RuntimeException e) {
      // What was read until then has to do.
    }
    return new PerfData(texts);
  }

  private static void parse(byte[] content, Map<String, String> texts) {
    ByteBuffer buffer = ByteBuffer.wrap(content);
    if (buffer.getInt(0) != MAGIC) {
      return;
    }
    buffer.order(content[BYTE_ORDER_AT] == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    int at = buffer.getInt(FIRST_ENTRY_AT);
    int entries = buffer.getInt(ENTRIES_AT);
    for (int i = 0; i < entries; i++) {
      int length = buffer.getInt(at);
      int name = at + buffer.getInt(at + 4);
      int vector = buffer.getInt(at + 8);
      boolean isText = content[at + 12] == TYPE_BYTE && vector > 0;
      int data = at + buffer.getInt(at + 16);
      if (isText) {
        texts.put(text(content, name, at + length), text(content, data, data + vector));
      }
      if (length < ENTRY_HEADER_BYTES) {
        return;
      }
      at += length;
    }
  }

  private static String text(byte[] content, int from, int limit) {
    int to = from;
    while (to < limit && content[to] != 0) {
      to++;
    }
    return new String(content, from, to - from, StandardCharsets.UTF_8);
  }

  /** A text; empty if there is none. */
  String get(String name) {
    String text = texts.get(name);
    return text == null ? "" : text;
  }
}
