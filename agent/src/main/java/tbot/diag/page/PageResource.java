package tbot.diag.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Style sheets and scripts of the jar. Pages carry them, so that a saved page is complete. */
public final class PageResource {

  private PageResource() {}

  /**
   * Reads a text in UTF-8.
   *
   * @param owner a class in whose package the resource is
   * @param name its file name
   * @throws IllegalStateException if it is missing: the jar is damaged
   */
  public static String text(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar has no " + name);
      }
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      int count = in.read(buffer);
      while (count >= 0) {
        text.write(buffer, 0, count);
        count = in.read(buffer);
      }
      return new String(text.toByteArray(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(
          "the jar's " + name + " cannot be read: " + e.getMessage(), e);
    }
  }
}
