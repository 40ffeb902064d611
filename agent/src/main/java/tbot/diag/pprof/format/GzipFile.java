package tbot.diag.pprof.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** A gzip file at the level that Go uses for its profiles: the network is usually fast. */
final class GzipFile extends GZIPOutputStream {

  private static final int BUFFER_BYTES = 16 * 1024;

  GzipFile(OutputStream out) throws IOException {
    super(out, BUFFER_BYTES);
    def.setLevel(Deflater.BEST_SPEED);
  }
}
