package tbot.diag.profiling.jfr;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a recording of one chunk, as async-profiler does, but with no types, constants and events
 * that the reader ignores.
 */
final class TinyRecording {

  // Ids of types.
  static final int STRING = 1;
  static final int CLASS = 2;
  static final int THREAD = 3;
  static final int SYMBOL = 4;
  static final int METHOD = 5;
  static final int STACK = 6;
  static final int EXECUTION_SAMPLE = 20;
  static final int WALL_CLOCK_SAMPLE = 21;
  static final int ALLOCATION_IN_TLAB = 22;
  static final int ALLOCATION_OUTSIDE_TLAB = 23;
  static final int LIVE_OBJECT = 24;
  static final int MONITOR_ENTER = 25;
  static final int THREAD_PARK = 26;
  static final int MALLOC = 27;
  static final int SETTING = 28;

  private static final String[][] TYPES = {
    {"1", "java.lang.String"},
    {"2", "java.lang.Class", "long", "pooled", "pooled", "int"},
    {"3", "java.lang.Thread", "java.lang.String", "long", "java.lang.String", "long"},
    {"4", "jdk.types.Symbol", "java.lang.String"},
    {"5", "jdk.types.Method", "pooled", "pooled", "pooled", "int", "int"},
    {"6", "jdk.types.StackTrace", "int", "frames"},
    {"20", "jdk.ExecutionSample"},
    {"21", "profiler.WallClockSample"},
    {"22", "jdk.ObjectAllocationInNewTLAB"},
    {"23", "jdk.ObjectAllocationOutsideTLAB"},
    {"24", "profiler.LiveObject"},
    {"25", "jdk.JavaMonitorEnter"},
    {"26", "jdk.ThreadPark"},
    {"27", "profiler.Malloc"},
    {"28", "jdk.ActiveSetting", "long", "java.lang.String", "java.lang.String"},
  };

  private final List<byte[]> events = new ArrayList<>();
  // A checkpoint each; the first one has no pools.
  private final List<Bytes> pools = new ArrayList<>(List.of(new Bytes().numbers(0)));
  private int previousOfFirst;

  /**
   * Adds a pool.
   *
   * @param constants as many as {@code count}, each with its id and its fields
   */
  TinyRecording pool(int type, int count, Bytes constants) {
    pools.add(new Bytes().numbers(1, type, count).append(constants));
    return this;
  }

  /** Lets the first checkpoint continue one that begins this many bytes before it. */
  TinyRecording previousCheckpoint(int bytes) {
    previousOfFirst = bytes;
    return this;
  }

  /** Adds an event: its type, and its fields. */
  TinyRecording event(int type, Bytes fields) {
    events.add(sized(new Bytes().numbers(type).append(fields)));
    return this;
  }

  TinyRecording event(int type, long... fields) {
    return event(type, new Bytes().numbers(fields));
  }

  byte[] toBytes() {
    Bytes body = new Bytes();
    events.forEach(body::append);
    int metadataAt = JfrChunk.HEADER_BYTES + body.size();
    body.append(metadata());
    int poolsAt = 0;
    int previous = previousOfFirst;
    for (Bytes pool : pools) {
      poolsAt = JfrChunk.HEADER_BYTES + body.size();
      // Type, start, duration, offset of the previous checkpoint, flush flag.
      byte[] checkpoint = sized(new Bytes().numbers(1, 0, 0, -previous, 1).append(pool));
      body.append(checkpoint);
      previous = checkpoint.length;
    }
    ByteBuffer chunk = ByteBuffer.allocate(JfrChunk.HEADER_BYTES + body.size());
    chunk.putInt(0, JfrChunk.MAGIC);
    chunk.putLong(JfrChunk.SIZE_OFFSET, chunk.capacity());
    chunk.putLong(JfrChunk.POOLS_OFFSET, poolsAt);
    chunk.putLong(JfrChunk.METADATA_OFFSET, metadataAt);
    chunk.position(JfrChunk.HEADER_BYTES);
    chunk.put(body.toByteArray());
    return chunk.array();
  }

  private static byte[] metadata() {
    List<String> strings = new ArrayList<>();
    Bytes tree = new Bytes();
    tree.numbers(index(strings, "metadata"), 0, TYPES.length);
    for (String[] type : TYPES) {
      tree.numbers(index(strings, "class"), 2);
      tree.numbers(index(strings, "id"), index(strings, type[0]));
      tree.numbers(index(strings, "name"), index(strings, type[1]));
      tree.numbers(type.length - 2);
      for (int i = 2; i < type.length; i++) {
        boolean pooled = type[i].equals("pooled");
        String of = type[i].equals("java.lang.String") ? "1" : "9";
        tree.numbers(index(strings, "field"), pooled ? 2 : 1);
        tree.numbers(index(strings, "class"), index(strings, of));
        if (pooled) {
          tree.numbers(index(strings, "constantPool"), index(strings, "true"));
        }
        tree.numbers(0);
      }
    }
    Bytes metadata = new Bytes().numbers(0, 0, 0, 1, strings.size());
    strings.forEach(metadata::string);
    return sized(metadata.append(tree));
  }

  private static int index(List<String> strings, String string) {
    if (!strings.contains(string)) {
      strings.add(string);
    }
    return strings.indexOf(string);
  }

  /** An event with its size, in five bytes, in front. */
  private static byte[] sized(Bytes event) {
    int size = event.size() + 5;
    Bytes sized = new Bytes();
    for (int shift = 0; shift < 28; shift += 7) {
      sized.write(((size >>> shift) & 0x7f) | 0x80);
    }
    sized.write(size >>> 28);
    return sized.append(event).toByteArray();
  }

  /** Numbers and strings in the encoding of recordings. */
  static final class Bytes extends ByteArrayOutputStream {

    Bytes numbers(long... numbers) {
      for (long number : numbers) {
        int bytes = 1;
        long rest = number;
        for (; (rest & ~0x7fL) != 0 && bytes < 9; bytes++) {
          write(((int) rest & 0x7f) | 0x80);
          rest >>>= 7;
        }
        write((int) rest);
      }
      return this;
    }

    Bytes string(String string) {
      if (string == null) {
        return numbers(0);
      }
      byte[] utf8 = string.getBytes(UTF_8);
      numbers(3, utf8.length);
      return append(utf8);
    }

    Bytes append(byte[] more) {
      writeBytes(more);
      return this;
    }

    Bytes append(Bytes more) {
      return append(more.toByteArray());
    }
  }
}
