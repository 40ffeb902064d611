package tbot.diag.pprof.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import one.proto.Proto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the writer of async-profiler's converter. */
class ProtoBufferTest {

  private final ProtoBuffer buffer = new ProtoBuffer();
  private final Proto expected = new Proto(16);

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 127, 128, 16_383, 16_384, 1L << 60, Long.MAX_VALUE, -1})
  void writesNumbers(long value) throws IOException {
    buffer.number(15, value);
    expected.field(15, value);

    assertThat(written()).isEqualTo(asExpected());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 129, 16_383, 16_384, 100_000})
  void insertsTheLengthBeforeAMessage(int elements) throws IOException {
    Proto inner = new Proto(16);
    Proto outer = new Proto(16);
    int outerStart = buffer.begin(2);
    int innerStart = buffer.begin(3);
    for (int i = 0; i < elements; i++) {
      buffer.element(1);
      inner.writeInt(1);
    }
    buffer.end(innerStart);
    buffer.number(4, elements);
    buffer.end(outerStart);
    expected.field(2, outer.field(3, inner).field(4, elements));

    assertThat(written()).isEqualTo(asExpected());
  }

  @Test
  void writesTextsOfAnyLength() throws IOException {
    char[] letters = new char[50_000];
    Arrays.fill(letters, '\u00e4');
    for (String text : new String[] {"", "a", "\u20ac", new String(letters)}) {
      buffer.text(6, text);
      expected.field(6, text);
    }

    assertThat(written()).isEqualTo(asExpected());
  }

  @Test
  void buffersUntilItIsFull() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    buffer.number(1, 1);
    buffer.writeFullTo(out);
    assertThat(out.size()).isZero();

    buffer.bytes(1, new byte[20_000], 0, 20_000);
    buffer.writeFullTo(out);
    assertThat(out.size()).isGreaterThan(20_000);

    buffer.writeTo(out);
    assertThat(out.size()).isEqualTo(20_000 + 2 + 4);
  }

  private byte[] written() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    buffer.writeTo(out);
    return out.toByteArray();
  }

  private byte[] asExpected() {
    return Arrays.copyOf(expected.buffer(), expected.size());
  }
}
