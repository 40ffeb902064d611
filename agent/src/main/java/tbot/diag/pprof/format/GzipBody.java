package tbot.diag.pprof.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * A gzip stream, kept alive by empty blocks: every decoder skips them (RFC 1951, section 3.2.4).
 */
final class GzipBody extends ProfileBody {

  private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, -1};
  private static final byte[] EMPTY_BLOCK = {0, 0, 0, -1, -1};
  private static final int BUFFER_BYTES = 16 * 1024;

  private final OutputStream out;
  // The level that Go uses for its profiles: the client waits, and the network is usually fast.
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
  private final DeflaterOutputStream deflated;
  private final CRC32 checksum = new CRC32();
  private long length;

  /**
   * Begins the stream.
   *
   * @param out closed with this stream
   */
  GzipBody(OutputStream out) throws IOException {
    this.out = out;
    this.deflated = new DeflaterOutputStream(out, deflater, BUFFER_BYTES);
    out.write(HEADER);
    out.flush();
  }

  @Override
  public void keepAlive() throws IOException {
    out.write(EMPTY_BLOCK);
    out.flush();
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    deflated.write(bytes, offset, count);
    checksum.update(bytes, offset, count);
    length += count;
  }

  /** Completes the stream and closes the one below. */
  @Override
  public void close() throws IOException {
    deflated.finish();
    writeLittleEndian(checksum.getValue());
    writeLittleEndian(length);
    out.close();
  }

  /** Frees the native memory of the compression. */
  @Override
  public void release() {
    deflater.end();
  }

  private void writeLittleEndian(long value) throws IOException {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write((int) (value >>> shift) & 0xff);
    }
  }
}
