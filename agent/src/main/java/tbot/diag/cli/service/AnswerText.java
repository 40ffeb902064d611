package tbot.diag.cli.service;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The text of an answer. */
public final class AnswerText {

  private static final int BUFFER_BYTES = 8192;

  private AnswerText() {}

  /**
   * Reads an answer in UTF-8.
   *
   * @param in null for an answer without a body
   * @param most how many bytes are enough
   */
  public static String read(InputStream in, int most) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[BUFFER_BYTES];
    int count = in == null ? -1 : in.read(buffer);
    while (count >= 0 && body.size() < most) {
      body.write(buffer, 0, count);
      count = in.read(buffer);
    }
    return new String(body.toByteArray(), StandardCharsets.UTF_8);
  }
}
