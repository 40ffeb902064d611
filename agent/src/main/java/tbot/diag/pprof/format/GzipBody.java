package tbot.diag.pprof.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * A gzip stream that can be kept alive before it has any content.
 *
 * <p>The JDK's HTTP server does not tell a handler that its client went away; only a write does.
 * While a profile is being recorded there is nothing to write, except what a gzip stream may hold
 * anywhere: empty blocks. Every decoder skips them (RFC 1951, section 3.2.4).
 */
public final class GzipBody extends OutputStream {

  private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, -1};
  private static final byte[] EMPTY_BLOCK = {0, 0, 0, -1, -1};
  private static final int BUFFER_BYTES = 16 * 1024;

  private final OutputStream out;
  // Go compresses its profiles at the same level: the client waits, and the link is short.
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
  private final DeflaterOutputStream deflated;
  private final CRC32 checksum = new CRC32();
  private long length;

  /**
   * Starts the stream.
   *
   * @param out gets it; closed with it
   */
  public GzipBody(OutputStream out) throws IOException {
    this.out = out;
    this.deflated = new DeflaterOutputStream(out, deflater, BUFFER_BYTES);
    out.write(HEADER);
    out.flush();
  }

  /**
   * Sends some bytes that mean nothing. Only before the first write.
   *
   * @throws IOException when the client has gone; the second or third after it went finds out
   */
  public void keepAlive() throws IOException {
    out.write(EMPTY_BLOCK);
    out.flush();
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    deflated.write(bytes, offset, count);
    checksum.update(bytes, offset, count);
    length += count;
  }

  /** Completes the stream and closes what it goes to. */
  @Override
  public void close() throws IOException {
    deflated.finish();
    writeLittleEndian(checksum.getValue());
    writeLittleEndian(length);
    out.close();
  }

  /** Frees the native memory of the compression, whether or not the stream was completed. */
  public void release() {
    deflater.end();
  }

  private void writeLittleEndian(long value) throws IOException {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write((int) (value >>> shift) & 0xff);
    }
  }
}
