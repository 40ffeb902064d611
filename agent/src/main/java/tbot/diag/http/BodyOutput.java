package tbot.diag.http;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Gathers a body that is written as a stream. Nothing is sent before it is complete, so a failure
 * on the way can still be answered by an error. Grows by new blocks and copies nothing.
 */
public final class BodyOutput extends OutputStream {

  private static final int FIRST_BYTES = 4096;
  private static final int MOST_BYTES = 1 << 20;

  private final List<ByteBuffer> full = new ArrayList<ByteBuffer>();
  private ByteBuffer block = ByteBuffer.allocate(FIRST_BYTES);

  @Override
  public void write(int b) {
    if (!block.hasRemaining()) {
      grow();
    }
    block.put((byte) b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    int done = 0;
    while (done < length) {
      if (!block.hasRemaining()) {
        grow();
      }
      int step = Math.min(block.remaining(), length - done);
      block.put(bytes, offset + done, step);
      done += step;
    }
  }

  private void grow() {
    ByteBuffer next = ByteBuffer.allocate(Math.min(2 * block.capacity(), MOST_BYTES));
    full.add(block);
    block = next;
  }

  /** What was written. To be called once, after the last write. */
  public Body body() {
    full.add(block);
    ByteBuffer[] pieces = full.toArray(new ByteBuffer[0]);
    for (ByteBuffer piece : pieces) {
      piece.flip();
    }
    return Body.of(pieces);
  }
}
