package tbot.diag.pprof.format;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Passes on a document in UTF-8, and inserts text into it. What is looked for is looked for in
 * order, once each, and from where the one before was found.
 */
final class InsertingStream extends FilterOutputStream {

  /** A text to insert, and what stands behind it. */
  private static final class Place {

    private final byte[] marker;
    private final byte[] text;

    Place(String marker, String text) {
      this.marker = marker.getBytes(StandardCharsets.UTF_8);
      this.text = text.getBytes(StandardCharsets.UTF_8);
    }
  }

  private final Queue<Place> places = new ArrayDeque<>();

  /** How many bytes of the next marker were seen and are held back. */
  private int matched;

  /**
   * Passes everything on until texts are added.
   *
   * @param out stays open
   */
  InsertingStream(OutputStream out) {
    super(out);
  }

  /**
   * Inserts a text before a marker; nothing if the marker does not come.
   *
   * @param marker whose first byte is not in the rest of it
   */
  InsertingStream before(String marker, String text) {
    places.add(new Place(marker, text));
    return this;
  }

  @Override
  public void write(int b) throws IOException {
    Place next = places.peek();
    if (next == null) {
      out.write(b);
      return;
    }
    if (next.marker[matched] != (byte) b) {
      writeHeldBack();
    }
    if (next.marker[matched] != (byte) b) {
      out.write(b);
    } else if (++matched == next.marker.length) {
      out.write(next.text);
      writeHeldBack();
      places.remove();
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int at = offset;
    int end = offset + length;
    while (!places.isEmpty() && at < end) {
      write(bytes[at++]);
    }
    out.write(bytes, at, end - at);
  }

  private void writeHeldBack() throws IOException {
    if (matched > 0) {
      out.write(places.element().marker, 0, matched);
      matched = 0;
    }
  }

  @Override
  public void close() throws IOException {
    writeHeldBack();
    flush();
  }
}
