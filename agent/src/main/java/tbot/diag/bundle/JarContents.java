package tbot.diag.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;

/**
 * The entries of a jar, which may be stored uncompressed in another jar.
 *
 * <p>The central directory is read at the first use. It is listed only up to the name that is
 * looked up, so an entry near its start is found without listing thousands. The layout is that of
 * section 4.3 of PKWARE's APPNOTE. Archives with a comment, more than 65,535 entries or encryption
 * do not occur here and are refused.
 */
final class JarContents {

  private static final int END_HEADER_BYTES = 22;
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int CENTRAL_HEADER_BYTES = 46;
  private static final int CENTRAL_SIGNATURE = 0x02014b50;
  private static final int LOCAL_HEADER_BYTES = 30;

  private final String name;
  private final JarBytes bytes;
  private final long start;
  private final long length;

  // Guarded by this object's lock, except that the bytes of the directory do not change.
  private Map<String, Integer> headers; // by entry, the offset of its header in the directory
  private byte[] directory;
  private int listed;

  /**
   * @param name for error messages
   * @param start the offset of the jar in the bytes
   * @param length the jar's length in bytes
   */
  JarContents(String name, JarBytes bytes, long start, long length) {
    this.name = name;
    this.bytes = bytes;
    this.start = start;
    this.length = length;
  }

  /** The jar's name; for a nested jar, the name of its entry. */
  String name() {
    return name;
  }

  /** The jar's length in bytes. */
  long length() {
    return length;
  }

  /** The names of all entries. */
  synchronized Set<String> names() throws IOException {
    listUntil(null);
    return Collections.unmodifiableSet(headers.keySet());
  }

  /**
   * Returns the content of an entry, or null if there is no entry of that name.
   *
   * @throws IOException if the jar is damaged or was closed
   */
  byte[] read(String entry) throws IOException {
    Integer header = headerOf(entry);
    if (header == null) {
      return null;
    }
    byte[] content = slice(contentOffset(header), u4(directory, header + 20));
    return isStored(header) ? content : inflate(content, (int) u4(directory, header + 24), entry);
  }

  /**
   * Opens an entry that is a jar itself.
   *
   * @param entry the name of an existing entry
   * @throws ZipException if the entry is compressed
   */
  JarContents nested(String entry) throws IOException {
    int header = headerOf(entry);
    if (!isStored(header)) {
      throw new ZipException(entry + " is compressed inside " + name);
    }
    return new JarContents(entry, bytes, start + contentOffset(header), u4(directory, header + 24));
  }

  private boolean isStored(int header) {
    return u2(directory, header + 10) == ZipEntry.STORED;
  }

  /** The offset of an entry's content in this jar: its local header comes before it. */
  private long contentOffset(int header) throws IOException {
    long localHeader = u4(directory, header + 42);
    byte[] local = slice(localHeader, LOCAL_HEADER_BYTES);
    return localHeader + LOCAL_HEADER_BYTES + u2(local, 26) + u2(local, 28);
  }

  /** The offset of an entry's header in the directory, or null if there is no such entry. */
  private synchronized Integer headerOf(String entry) throws IOException {
    Integer header = headers == null ? null : headers.get(entry);
    if (header == null) {
      listUntil(entry);
      header = headers.get(entry);
    }
    return header;
  }

  /** Lists the directory up to an entry, or to its end if there is no such entry. */
  private void listUntil(String entry) throws IOException {
    if (headers == null) {
      open();
    }
    while (listed < directory.length) {
      if (u4(directory, listed) != CENTRAL_SIGNATURE) {
        throw new ZipException(name + " has a damaged directory at " + listed);
      }
      int nameBytes = u2(directory, listed + 28);
      String found =
          new String(directory, listed + CENTRAL_HEADER_BYTES, nameBytes, StandardCharsets.UTF_8);
      headers.put(found, listed);
      listed +=
          CENTRAL_HEADER_BYTES
              + nameBytes
              + u2(directory, listed + 30)
              + u2(directory, listed + 32);
      if (found.equals(entry)) {
        return;
      }
    }
  }

  private void open() throws IOException {
    byte[] end =
        length < END_HEADER_BYTES
            ? new byte[END_HEADER_BYTES]
            : slice(length - END_HEADER_BYTES, END_HEADER_BYTES);
    if (u4(end, 0) != END_SIGNATURE) {
      throw new ZipException(name + " does not end as a jar without a comment");
    }
    directory = slice(u4(end, 16), u4(end, 12));
    headers = new HashMap<String, Integer>();
  }

  private byte[] slice(long from, long count) throws IOException {
    if (from < 0 || count < 0 || count > length - from) {
      throw new ZipException(name + " ends before " + (from + count));
    }
    byte[] slice = new byte[(int) count];
    bytes.read(start + from, slice);
    return slice;
  }

  private byte[] inflate(byte[] compressed, int size, String entry) throws IOException {
    Inflater inflater = new Inflater(true);
    try {
      // For raw deflated data, zlib needs one byte more than there is.
      byte[] padded = new byte[compressed.length + 1];
      System.arraycopy(compressed, 0, padded, 0, compressed.length);
      inflater.setInput(padded);
      byte[] content = new byte[size];
      int done = 0;
      while (done < size) {
        int n = inflater.inflate(content, done, size - done);
        if (n == 0) {
          throw new ZipException(entry + " in " + name + " is cut short");
        }
        done += n;
      }
      return content;
    } catch (DataFormatException e) {
      throw new ZipException(entry + " in " + name + " is damaged: " + e.getMessage());
    } finally {
      inflater.end();
    }
  }

  private static int u2(byte[] bytes, int at) {
    return (bytes[at] & 0xff) | (bytes[at + 1] & 0xff) << 8;
  }

  private static long u4(byte[] bytes, int at) {
    return u2(bytes, at) | (long) u2(bytes, at + 2) << 16;
  }
}
