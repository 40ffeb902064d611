package tbot.diag.profiling.jfr;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The header of a chunk, and what can be done with a chunk by its header alone. A recording is a
 * sequence of chunks.
 *
 * <p>Source: {@code jdk.jfr.internal.consumer.ChunkHeader} of OpenJDK, and async-profiler's {@code
 * flightRecorder.cpp}.
 */
public final class JfrChunk {

  /** {@code FLR} and NUL. */
  static final int MAGIC = 0x464c5200;

  /** Offset of the size of the chunk, header included. */
  static final int SIZE_OFFSET = 8;

  /** Offset of the offset of the constant pools. */
  static final int POOLS_OFFSET = 16;

  /** Offset of the offset of the metadata, which describes the types. */
  static final int METADATA_OFFSET = 24;

  static final int HEADER_BYTES = 68;

  private static final int DURATION_OFFSET = 40;

  /** Length of an event's size as the profiler writes it: seven bits in each byte. */
  private static final int EVENT_SIZE_BYTES = 5;

  private static final int MAX_METADATA_BYTES = 1 << 20;

  /**
   * A checkpoint event without pools: its size, type 1, time 0, duration 0, no previous checkpoint,
   * flush flag 1, and the number of pools.
   */
  private static final byte[] NO_POOLS = {7, 1, 0, 0, 0, 1, 0};

  private JfrChunk() {}

  /**
   * Finds the end of the complete chunks, which is where the profiler writes the next one. An
   * incomplete chunk claims to be larger than the rest of the file.
   *
   * @param recording chunks, the last of which may be incomplete
   * @param start where a chunk begins
   * @return the end of the last complete chunk, or {@code start} if there is none
   */
  public static long endOfComplete(FileChannel recording, long start) throws IOException {
    long end = start;
    long size = recording.size();
    while (end + HEADER_BYTES <= size) {
      ByteBuffer header = read(recording, end, HEADER_BYTES);
      long chunkBytes = header.getLong(SIZE_OFFSET);
      if (header.getInt(0) != MAGIC || chunkBytes < HEADER_BYTES || chunkBytes > size - end) {
        break;
      }
      end += chunkBytes;
    }
    return end;
  }

  /**
   * Makes a chunk without events and constants, which separates two sessions of the profiler in one
   * recording.
   *
   * <p>Readers of recordings (the jfr command, JMC, {@code jdk.jfr.consumer} up to Java 25) take a
   * constant from the previous chunk if its number is the same. That is right within a session. But
   * each session numbers its constants anew, so the second session would be shown with the names
   * and stacks of the first.
   *
   * @param recording holds a chunk whose time and types are copied; it may be incomplete after its
   *     metadata
   * @param start where that chunk begins
   * @throws IOException if there is no chunk with metadata
   */
  public static ByteBuffer emptyLike(FileChannel recording, long start) throws IOException {
    ByteBuffer header = read(recording, start, HEADER_BYTES);
    long offset = header.getLong(METADATA_OFFSET);
    if (offset < HEADER_BYTES || offset > recording.size() - start) {
      throw new EOFException("no metadata at " + offset);
    }
    long metadataStart = start + offset;
    int metadataBytes = eventSize(read(recording, metadataStart, EVENT_SIZE_BYTES));
    ByteBuffer metadata = read(recording, metadataStart, metadataBytes);
    int pools = HEADER_BYTES + metadataBytes;
    ByteBuffer chunk = ByteBuffer.allocate(pools + NO_POOLS.length);
    chunk.put(header).put(metadata).put(NO_POOLS);
    chunk.putLong(SIZE_OFFSET, chunk.capacity());
    chunk.putLong(POOLS_OFFSET, pools);
    chunk.putLong(METADATA_OFFSET, HEADER_BYTES);
    chunk.putLong(DURATION_OFFSET, 0);
    chunk.flip();
    return chunk;
  }

  private static int eventSize(ByteBuffer encoded) throws IOException {
    int size = 0;
    for (int shift = 0; encoded.hasRemaining(); shift += 7) {
      int next = encoded.get();
      size |= (next & 0x7f) << shift;
      if (next >= 0) {
        break;
      }
    }
    if (size < EVENT_SIZE_BYTES || size > MAX_METADATA_BYTES) {
      throw new IOException("metadata of " + size + " bytes");
    }
    return size;
  }

  private static ByteBuffer read(FileChannel from, long start, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (from.read(bytes, start + bytes.position()) <= 0) {
        throw new EOFException("fewer than " + length + " bytes at " + start);
      }
    }
    bytes.flip();
    return bytes;
  }
}
