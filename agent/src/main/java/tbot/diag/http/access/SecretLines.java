package tbot.diag.http.access;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The lines of a file of secrets. */
final class SecretLines {

  private static final String BYTE_ORDER_MARK = "\ufeff";

  private SecretLines() {}

  /**
   * Reads all lines but empty ones and comments, which begin with {@code #}.
   *
   * @param content in UTF-8
   * @param line called with each line, without blanks around it
   * @throws IllegalArgumentException if the content is not UTF-8, or what {@code line} throws, with
   *     the number of the line before it
   */
  static void forEach(byte[] content, Consumer<String> line) {
    String[] lines = decode(content).split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String text = lines[i].trim();
      if (!text.isEmpty() && text.charAt(0) != '#') {
        try {
          line.accept(text);
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException("line " + (i + 1) + ": " + e.getMessage(), e);
        }
      }
    }
  }

  private static String decode(byte[] content) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("not text in UTF-8", e);
    }
  }
}
