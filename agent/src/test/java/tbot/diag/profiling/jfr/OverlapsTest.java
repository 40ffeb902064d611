package tbot.diag.profiling.jfr;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tbot.diag.profiling.jfr.TinyRecording.Bytes;
import tbot.diag.profiling.sample.AllocationWeights;
import tbot.diag.profiling.sample.CpuWeights;
import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.stack.FrameTable;

/**
 * Recordings of less than a megabyte in which parts overlap or share others, so that reading each
 * of them took many seconds or the whole heap.
 */
@Timeout(60)
class OverlapsTest {

  /** A value of this type is one number. */
  private static final int PLAIN = TinyRecording.EXECUTION_SAMPLE;

  private static final int PARTS = 20_000;
  private static final int SHARED_BYTES = 500_000;

  private static Bytes zeros(int count) {
    return new Bytes().append(new byte[count]);
  }

  private static void assertRefused(byte[] recording, String reason) {
    assertThatThrownBy(
            () ->
                new JfrSamples(
                        ByteBuffer.wrap(recording),
                        new FrameTable(),
                        new CpuWeights(EventKind.CPU_INTERVAL_NANOS, false),
                        AllocationWeights.ofThisJvm(EventKind.ALLOC_INTERVAL_BYTES))
                    .readAll(sample -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void checkpointsThatGoOnInTheNextOneAreRefused() {
    TinyRecording recording = new TinyRecording();
    for (int i = 0; i < PARTS; i++) {
      recording.pool(PLAIN, SHARED_BYTES, new Bytes());
    }
    recording.pool(PLAIN, SHARED_BYTES, zeros(SHARED_BYTES));
    assertRefused(recording.toBytes(), "the constants are damaged");
  }

  @Test
  void eventsThatGoOnInTheNextOneAreRefused() {
    TinyRecording recording = new TinyRecording();
    for (int i = 0; i < PARTS; i++) {
      recording.event(TinyRecording.SETTING, new Bytes().numbers(0, 3, SHARED_BYTES));
    }
    recording.event(PARTS, zeros(2 * SHARED_BYTES));
    assertRefused(recording.toBytes(), "an event of more than ");
  }

  @Test
  void methodsThatShareALongNameAreRefused() {
    Bytes methods = new Bytes();
    for (int i = 1; i <= PARTS; i++) {
      methods.numbers(i, 1, 1, 1, 0, 0);
    }
    assertRefused(
        new TinyRecording()
            .pool(TinyRecording.METHOD, PARTS, methods)
            .pool(TinyRecording.SYMBOL, 1, new Bytes().numbers(1).string("a".repeat(SHARED_BYTES)))
            .toBytes(),
        "the names are damaged");
  }

  @Test
  void eventsThatShareADeepStackAreRefused() {
    int depth = SHARED_BYTES / 4;
    assertRefused(
        new TinyRecording()
            .pool(TinyRecording.STACK, 1, new Bytes().numbers(1, 0, depth).append(zeros(4 * depth)))
            .toBytes(),
        "a stack of " + depth + " frames");
  }

  @Test
  void checkpointsOfAnotherChunkAreRefused() {
    Bytes chunks = new Bytes().append(new TinyRecording().toBytes());
    byte[] second = new TinyRecording().toBytes();
    chunks.append(new TinyRecording().previousCheckpoint(second.length).toBytes());
    assertRefused(chunks.toByteArray(), "the constants are damaged");
  }

  @Test
  void longStringsInMetadataAreRefused() {
    Bytes metadata = new Bytes().numbers(0, 0, 0, 0, 0, 1).string("1".repeat(10_001));
    JfrInput in = new JfrInput(ByteBuffer.wrap(metadata.toByteArray()), 100);
    assertThatThrownBy(() -> new JfrTypes(in, 0)).hasMessage("the metadata is damaged");
  }

  @Test
  void metadataThatGoesOnInAnotherChunkIsRefused() {
    // An event that is a checkpoint without pools.
    byte[] recording = new TinyRecording().event(1, 0, 0, 0, 1, 0).toBytes();
    ByteBuffer header = ByteBuffer.wrap(recording);
    header.putLong(JfrChunk.POOLS_OFFSET, JfrChunk.HEADER_BYTES);
    header.putLong(JfrChunk.SIZE_OFFSET, header.getLong(JfrChunk.METADATA_OFFSET) + 1);
    assertRefused(recording, "the metadata is damaged");
  }
}
