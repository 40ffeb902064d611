package tbot.diag.http;

import java.nio.ByteBuffer;

/** Buffers, one after the other. */
final class MemoryBody implements Body {

  private final ByteBuffer[] pieces;
  private int first;
  private long remaining;

  MemoryBody(ByteBuffer... pieces) {
    this.pieces = new ByteBuffer[pieces.length];
    for (int i = 0; i < pieces.length; i++) {
      this.pieces[i] = pieces[i].duplicate();
      remaining += pieces[i].remaining();
    }
  }

  @Override
  public long remaining() {
    return remaining;
  }

  @Override
  public void peek(ByteBuffer into) {
    for (int i = first; i < pieces.length && into.hasRemaining(); i++) {
      ByteBuffer next = pieces[i].duplicate();
      next.limit(next.position() + Math.min(next.remaining(), into.remaining()));
      into.put(next);
    }
  }

  @Override
  public void skip(int count) {
    remaining -= count;
    int left = count;
    while (left > 0) {
      ByteBuffer piece = pieces[first];
      int step = Math.min(left, piece.remaining());
      piece.position(piece.position() + step);
      left -= step;
      if (!piece.hasRemaining()) {
        pieces[first++] = null;
      }
    }
  }

  @Override
  public void close() {}
}
