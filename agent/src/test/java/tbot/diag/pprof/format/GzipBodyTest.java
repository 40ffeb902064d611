package tbot.diag.pprof.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class GzipBodyTest {

  @Test
  void decodersSkipKeepAliveBlocks() throws IOException {
    byte[] content = new byte[100_000];
    new Random(1).nextBytes(content);
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    GzipBody body = new GzipBody(sent);
    for (int i = 0; i < 1000; i++) {
      body.keepAlive();
    }
    body.write(content, 0, 50_000);
    body.write(content, 50_000, 50_000);
    body.close();
    body.release();

    assertThat(new GZIPInputStream(new ByteArrayInputStream(sent.toByteArray())).readAllBytes())
        .isEqualTo(content);
  }

  @Test
  void keepsTheOrderOfPiecesOfAnySize() throws IOException {
    Random random = new Random(2);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    GzipBody body = new GzipBody(sent);
    for (int size : new int[] {1, 16_383, 1, 16_384, 3, 16_385, 0, 100_000, 20}) {
      byte[] piece = new byte[size];
      random.nextBytes(piece);
      content.write(piece);
      body.write(piece);
    }
    body.close();
    body.release();

    assertThat(new GZIPInputStream(new ByteArrayInputStream(sent.toByteArray())).readAllBytes())
        .isEqualTo(content.toByteArray());
  }

  @Test
  void anEmptyBodyIsValid() throws IOException {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    GzipBody body = new GzipBody(sent);
    body.close();
    body.release();

    assertThat(new GZIPInputStream(new ByteArrayInputStream(sent.toByteArray())).readAllBytes())
        .isEmpty();
  }
}
