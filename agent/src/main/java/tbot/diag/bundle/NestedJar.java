package tbot.diag.bundle;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Reads a jar that lies uncompressed inside another one, without unpacking it to a file.
 *
 * <p>The outer entry is stored, so skipping in its stream is a seek. The directory of the inner jar
 * is read at the first use. The layout is that of section 4.3 of PKWARE's APPNOTE; archives of more
 * than 65,535 entries, or with encryption, do not occur here and are refused.
 */
final class NestedJar {

  private static final int END_HEADER_BYTES = 22;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int CENTRAL_HEADER_BYTES = 46;
  private static final int CENTRAL_SIGNATURE = 0x02014b50;
  private static final int LOCAL_HEADER_BYTES = 30;

  private final ZipFile outer;
  private final ZipEntry self;
  private Map<String, Integer> places;
  private byte[] directory;

  /**
   * Opens nothing yet.
   *
   * @param outer the jar around
   * @param self the inner jar's entry in it
   */
  NestedJar(ZipFile outer, ZipEntry self) {
    this.outer = outer;
    this.self = self;
  }

  /**
   * The content of an entry, or null when there is none of that name.
   *
   * @throws IOException when the jar is damaged, was closed, or is not stored uncompressed
   */
  byte[] read(String name) throws IOException {
    Integer place = places().get(name);
    if (place == null) {
      return null;
    }
    int method = u2(directory, place + 10);
    int compressed = u4(directory, place + 20);
    int size = u4(directory, place + 24);
    int start = u4(directory, place + 42);
    byte[] header = slice(start, LOCAL_HEADER_BYTES);
    byte[] content =
        slice(start + LOCAL_HEADER_BYTES + u2(header, 26) + u2(header, 28), compressed);
    return method == ZipEntry.STORED ? content : inflate(content, size, name);
  }

  private synchronized Map<String, Integer> places() throws IOException {
    if (places == null) {
      if (self.getMethod() != ZipEntry.STORED) {
        throw new ZipException(self.getName() + " is compressed inside " + outer.getName());
      }
      byte[] end = slice((int) self.getSize() - END_HEADER_BYTES, END_HEADER_BYTES);
      if (u4(end, 0) != END_SIGNATURE) {
        throw new ZipException(self.getName() + " does not end as a jar without a comment");
      }
      byte[] read = slice(u4(end, 16), u4(end, 12));
      Map<String, Integer> found = new HashMap<String, Integer>(2 * u2(end, 10));
      int place = 0;
      while (place < read.length) {
        if (u4(read, place) != CENTRAL_SIGNATURE) {
          throw new ZipException(self.getName() + " has a damaged directory at " + place);
        }
        int length = u2(read, place + 28);
        found.put(
            new String(read, place + CENTRAL_HEADER_BYTES, length, StandardCharsets.UTF_8), place);
        place += CENTRAL_HEADER_BYTES + length + u2(read, place + 30) + u2(read, place + 32);
      }
      directory = read;
      places = found;
    }
    return places;
  }

  private byte[] slice(int start, int length) throws IOException {
    byte[] bytes = new byte[length];
    try (InputStream stream = outer.getInputStream(self)) {
      for (long left = start; left > 0; ) {
        long skipped = stream.skip(left);
        if (skipped <= 0) {
          throw new EOFException(self.getName() + " ends before " + start);
        }
        left -= skipped;
      }
      new DataInputStream(stream).readFully(bytes);
    }
    return bytes;
  }

  private byte[] inflate(byte[] compressed, int size, String name) throws IOException {
    Inflater inflater = new Inflater(true);
    try {
      // zlib asks for one byte more behind raw deflated data.
      byte[] padded = new byte[compressed.length + 1];
      System.arraycopy(compressed, 0, padded, 0, compressed.length);
      inflater.setInput(padded);
      byte[] content = new byte[size];
      int done = 0;
      while (done < size) {
        int n = inflater.inflate(content, done, size - done);
        if (n == 0) {
          throw new ZipException(name + " in " + self.getName() + " is cut short");
        }
        done += n;
      }
      return content;
    } catch (DataFormatException e) {
      throw new ZipException(name + " in " + self.getName() + " is damaged: " + e.getMessage());
    } finally {
      inflater.end();
    }
  }

  private static int u2(byte[] bytes, int at) {
    return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
  }

  private static int u4(byte[] bytes, int at) {
    return u2(bytes, at) | u2(bytes, at + 2) << 16;
  }
}
