package tbot.diag.profiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JfrInputTest {

  private static final int WINDOW_BYTES = 10;

  // 5, 300, 1, 70000, 2, and 3 as often as fills a window.
  private static final byte[] NUMBERS = {
    5, (byte) 0xac, 2, 1, (byte) 0xf0, (byte) 0xa2, 4, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3
  };

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void leavesOutNumbersOfAnyLength(boolean inHeap) {
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
  void numbersThatTheRecordingDoesNotHaveCannotBeLeftOut(boolean inHeap) {
    assertThatThrownBy(() -> input(inHeap, NUMBERS).skipNumbers(16))
        .isInstanceOf(BufferUnderflowException.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void packsTheBytesOfNumbersButThoseOfOne(boolean inHeap) {
    JfrInput in = input(inHeap, NUMBERS);
    in.readByte();

    assertThat(in.peekPacked(4, 2)).isEqualTo(0xac020102L);
    assertThat(in.position()).isEqualTo(1);
    in.skipPeeked();
    assertThat(in.position()).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void packsNothingThatTakesMoreThanEightBytes(boolean inHeap) {
    JfrInput in = input(inHeap, NUMBERS);

    assertThat(in.peekPacked(6, 2)).isZero();
    assertThat(in.position()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void packsNothingAtTheEnd(boolean inHeap) {
    JfrInput in = input(inHeap, new byte[] {1, 2, 3, 4});

    assertThat(in.peekPacked(4, 2)).isZero();
    assertThat(in.position()).isZero();
  }

  /** One in the heap is read in place, the other in pieces. */
  private static JfrInput input(boolean inHeap, byte[] bytes) {
    ByteBuffer recording = ByteBuffer.wrap(bytes);
    if (!inHeap) {
      recording = ByteBuffer.allocateDirect(bytes.length).put(ByteBuffer.wrap(bytes));
      recording.flip();
    }
    JfrInput in = new JfrInput(recording, WINDOW_BYTES);
    if (!inHeap) {
      // The window is empty until something is read.
      in.readByte();
      in.seek(0);
    }
    return in;
  }
}
