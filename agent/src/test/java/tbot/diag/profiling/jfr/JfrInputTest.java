package tbot.diag.profiling.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tbot.diag.profiling.stack.LongIndex;

class JfrInputTest {

  private static final int WINDOW_BYTES = 10;

  // 5, 300, 1, 70000, 2, and then 3 until they fill a window.
  private static final byte[] NUMBERS = {
    5, (byte) 0xac, 2, 1, (byte) 0xf0, (byte) 0xa2, 4, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3
  };

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void skipsNumbersOfAnyLength(boolean inHeap) {
    JfrInput in = input(inHeap, NUMBERS);

    in.skipNumbers(1);
    assertThat(in.readLong()).isEqualTo(300);
    in.skipNumbers(2);
    assertThat(in.readLong()).isEqualTo(2);
    in.skipNumbers(10);
    assertThat(in.position()).isEqualTo(NUMBERS.length);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void cannotSkipNumbersBeyondTheEnd(boolean inHeap) {
    assertThatThrownBy(() -> input(inHeap, NUMBERS).skipNumbers(16))
        .isInstanceOf(BufferUnderflowException.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void keysOfFramesOmitTheBytecodeIndex(boolean inHeap) {
    byte[] frames = {
      5,
      (byte) 0xac,
      2,
      1,
      6,
      // The same, at another bytecode index.
      5,
      (byte) 0xac,
      2,
      (byte) 0xf0,
      (byte) 0xa2,
      4,
      6,
      // Another type; another line; another method; the first frame again.
      5,
      (byte) 0xac,
      2,
      1,
      3,
      5,
      2,
      1,
      6,
      (byte) 0xf0,
      (byte) 0xa2,
      4,
      (byte) 0xac,
      2,
      1,
      6,
      5,
      (byte) 0xac,
      2,
      1,
      6
    };
    JfrInput in = input(inHeap, frames);
    LongIndex keys = new LongIndex();

    assertThat(in.readFrames(6, keys)).containsExactly(1, 1, 2, 3, 4, 1);
    assertThat(in.position()).isEqualTo(frames.length);
    assertThat(keys.key(1)).isEqualTo(0x05ac0206L);
    assertThat(keys.key(4)).isEqualTo(0xf0a204ac0206L);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void cannotReadFramesBeyondTheEnd(boolean inHeap) {
    byte[] oneAndAHalf = {5, 2, 1, 6, 5, 2};

    assertThatThrownBy(() -> input(inHeap, oneAndAHalf).readFrames(2, new LongIndex()))
        .isInstanceOfAny(BufferUnderflowException.class, IndexOutOfBoundsException.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void cannotReadAnIncompleteNumber(boolean inHeap) {
    assertThatThrownBy(() -> input(inHeap, new byte[] {(byte) 0xac}).readLong())
        .isInstanceOf(BufferUnderflowException.class);
  }

  /** An input in the heap is read in place, any other through a window. */
  private static JfrInput input(boolean inHeap, byte[] bytes) {
    ByteBuffer recording = ByteBuffer.wrap(bytes);
    if (!inHeap) {
      recording = ByteBuffer.allocateDirect(bytes.length).put(ByteBuffer.wrap(bytes));
      recording.flip();
    }
    JfrInput in = new JfrInput(recording, WINDOW_BYTES);
    if (!inHeap) {
      // Fills the window.
      in.readByte();
      in.seek(0);
    }
    return in;
  }
}
