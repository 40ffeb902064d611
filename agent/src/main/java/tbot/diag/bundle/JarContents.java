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
 * The entries of a jar that may itself lie uncompressed in another one.
 *
 * <p>The directory is read at the first use, and listed as far as a name that was looked up: one of
 * the first is found without listing thousands. The layout is that of section 4.3 of PKWARE's
 * APPNOTE; archives with a comment, of more than 65,535 entries, or with encryption do not occur
 * here and are refused.
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

  // Guarded by this object's lock; the bytes do not change.
  private Map<String, Integer> places;
  private byte[] directory;
  private int listed;

  /**
   * The entries of a jar.
   *
   * @param name for messages
   * @param start where in the bytes the jar begins
   */
  JarContents(String name, JarBytes bytes, long start, long length) {
    this.name = name;
    this.bytes = bytes;
    this.start = start;
    this.length = length;
  }

  /** For messages; of a nested jar, that of its entry. */
  String name() {
    return name;
  }

  /** In bytes. */
  long length() {
    return length;
  }

  /** The names of all entries. */
  synchronized Set<String> names() throws IOException {
    listUntil(null);
    return Collections.unmodifiableSet(places.keySet());
  }

  /**
   * The content of an entry, or null when there is none of that name.
   *
   * @throws IOException when the jar is damaged or was closed
   */
  byte[] read(String entry) throws IOException {
    Integer place = placeOf(entry);
    if (place == null) {
      return null;
    }
    byte[] content = slice(contentOf(place), u4(directory, place + 20));
    return isStored(place) ? content : inflate(content, (int) u4(directory, place + 24), entry);
  }

  /**
   * The jar that an existing entry is.
   *
   * @throws ZipException when it is compressed once more
   */
  JarContents nested(String entry) throws IOException {
    int place = placeOf(entry);
    if (!isStored(place)) {
      throw new ZipException(entry + " is compressed inside " + name);
    }
    return new JarContents(entry, bytes, start + contentOf(place), u4(directory, place + 24));
  }

  private boolean isStored(int place) {
    return u2(directory, place + 10) == ZipEntry.STORED;
  }

  /** Where the content of an entry begins in this jar: behind its local header. */
  private long contentOf(int place) throws IOException {
    long header = u4(directory, place + 42);
    byte[] local = slice(header, LOCAL_HEADER_BYTES);
    return header + LOCAL_HEADER_BYTES + u2(local, 26) + u2(local, 28);
  }

  /** Where the directory describes an entry, or null if it does not. */
  private synchronized Integer placeOf(String entry) throws IOException {
    Integer place = places == null ? null : places.get(entry);
    if (place == null) {
      listUntil(entry);
      place = places.get(entry);
    }
    return place;
  }

  /** Lists the directory as far as an entry; to its end if there is no such entry. */
  private void listUntil(String entry) throws IOException {
    if (places == null) {
      open();
    }
    while (listed < directory.length) {
      if (u4(directory, listed) != CENTRAL_SIGNATURE) {
        throw new ZipException(name + " has a damaged directory at " + listed);
      }
      int nameBytes = u2(directory, listed + 28);
      String found =
          new String(directory, listed + CENTRAL_HEADER_BYTES, nameBytes, StandardCharsets.UTF_8);
      places.put(found, listed);
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
    places = new HashMap<String, Integer>();
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
      // zlib asks for one byte more behind raw deflated data.
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
