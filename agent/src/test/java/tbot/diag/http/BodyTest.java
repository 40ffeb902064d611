package tbot.diag.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BodyTest {

  private static byte[] counting(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) i;
    }
    return bytes;
  }

  /** Reads as a writer does whose client takes less than it is given. */
  private static byte[] drain(Body body, int window, int taken) throws IOException {
    ByteBuffer all = ByteBuffer.allocate((int) body.remaining());
    while (body.remaining() > 0) {
      ByteBuffer next = ByteBuffer.allocate(window);
      body.peek(next);
      next.flip();
      assertThat(next.remaining()).isEqualTo((int) Math.min(window, body.remaining()));
      next.limit(Math.min(taken, next.limit()));
      body.skip(next.limit());
      all.put(next);
    }
    assertThat(all.hasRemaining()).isFalse();
    return all.array();
  }

  @Test
  void sendsBytesFromTheFirstToTheLast() throws Exception {
    assertThat(drain(Body.of(counting(1000)), 64, 64)).isEqualTo(counting(1000));
    assertThat(drain(Body.of(counting(1000)), 64, 7)).isEqualTo(counting(1000));
  }

  @Test
  void sendsPiecesOneAfterTheOther() throws Exception {
    ByteBuffer whole = ByteBuffer.wrap(counting(1000));
    ByteBuffer[] pieces = new ByteBuffer[4];
    int[] ends = {0, 10, 10, 333, 1000};
    for (int i = 0; i < 4; i++) {
      pieces[i] = whole.duplicate();
      pieces[i].position(ends[i]).limit(ends[i + 1]);
    }
    assertThat(drain(Body.of(pieces), 64, 50)).isEqualTo(counting(1000));
    assertThat(pieces[0].position()).isZero();
  }

  @Test
  void sendsAPartOfAFileAndClosesIt(@TempDir Path dir) throws Exception {
    FileChannel file = FileChannel.open(Files.write(dir.resolve("f"), counting(256)));
    Body body = Body.of(file, 0, 200, file);
    assertThat(drain(body, 64, 33)).isEqualTo(counting(200));
    body.close();
    assertThat(file.isOpen()).isFalse();
  }

  @Test
  void failsWhereAFileIsShorter(@TempDir Path dir) throws Exception {
    try (FileChannel file = FileChannel.open(Files.write(dir.resolve("f"), counting(10)))) {
      Body body = Body.of(file, 5, 6, file);
      assertThatThrownBy(() -> body.peek(ByteBuffer.allocate(6))).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void gathersWhatIsWritten() throws Exception {
    BodyOutput out = new BodyOutput();
    out.write(counting(10_000), 0, 5000);
    out.write(counting(10_000)[5000]);
    out.write(counting(10_000), 5001, 4999);
    assertThat(drain(out.body(), 999, 999)).isEqualTo(counting(10_000));
    assertThat(new BodyOutput().body().remaining()).isZero();
  }
}
