package tbot.diag.profiling.jfr;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Makes a chunk of a recording that has no events and no constants.
 *
 * <p>It separates two sessions of the profiler in one recording. The JDK's readers (jfr, JMC's
 * parser up to Java 25's {@code jdk.jfr.consumer}) take a constant from the chunk before if its
 * number is the same. Within a session that is right. But each session numbers its constants anew,
 * so the second would be read with the names and stacks of the first.
 */
public final class EmptyChunk {

  private static final int POOLS_OFFSET = 16;
  private static final int METADATA_OFFSET = 24;
  private static final int DURATION_OFFSET = 40;

  /** Of a size as the profiler writes it: seven bits in each byte. */
  private static final int SIZE_BYTES = 5;

  private static final int MAX_METADATA_BYTES = 1 << 20;

  /**
   * A checkpoint event without pools: its size, type 1, time 0, duration 0, no chain, whole, and
   * the number of pools.
   */
  private static final byte[] NO_POOLS = {7, 1, 0, 0, 0, 1, 0};

  private EmptyChunk() {}

  /**
   * Makes one with the time and the types of another chunk.
   *
   * @param recording holds that chunk, which may be incomplete behind its metadata
   * @param start where it begins
   * @throws IOException if no chunk with metadata is there
   */
  public static ByteBuffer like(FileChannel recording, long start) throws IOException {
    ByteBuffer header = read(recording, start, JfrSamples.CHUNK_HEADER_BYTES);
    long metadataStart = start + header.getLong(METADATA_OFFSET);
    int metadataSize = size(read(recording, metadataStart, SIZE_BYTES));
    ByteBuffer metadata = read(recording, metadataStart, metadataSize);
    int pools = JfrSamples.CHUNK_HEADER_BYTES + metadataSize;
    ByteBuffer chunk = ByteBuffer.allocate(pools + NO_POOLS.length);
    chunk.put(header).put(metadata).put(NO_POOLS);
    chunk.putLong(JfrSamples.CHUNK_SIZE_OFFSET, chunk.capacity());
    chunk.putLong(POOLS_OFFSET, pools);
    chunk.putLong(METADATA_OFFSET, JfrSamples.CHUNK_HEADER_BYTES);
    chunk.putLong(DURATION_OFFSET, 0);
    chunk.flip();
    return chunk;
  }

  private static int size(ByteBuffer encoded) throws IOException {
    int size = 0;
    for (int shift = 0; encoded.hasRemaining(); shift += 7) {
      int next = encoded.get();
      size |= (next & 0x7f) << shift;
      if (next >= 0) {
        break;
      }
    }
    if (size < SIZE_BYTES || size > MAX_METADATA_BYTES) {
      throw new IOException("metadata of " + size + " bytes");
    }
    return size;
  }

  private static ByteBuffer read(FileChannel from, long start, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (from.read(bytes, start + bytes.position()) <= 0) {
        throw new EOFException("no " + length + " bytes at " + start);
      }
    }
    bytes.flip();
    return bytes;
  }
}
