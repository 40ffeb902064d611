package tbot.diag.profiling.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the JDK reads what comes behind such a chunk is tested in MixedProfilesIT. */
class EmptyChunkTest {

  @TempDir Path temp;

  @Test
  void keepsHeaderAndMetadataAlone() throws IOException {
    // A size of six bytes, in the five that the profiler takes for it, and one byte of content.
    byte[] metadata = {(byte) 0x86, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0, 42};
    ByteBuffer chunk = EmptyChunk.like(recording(68, metadata), 0);

    assertThat(chunk.getInt(0)).isEqualTo(JfrSamples.CHUNK_MAGIC);
    assertThat(chunk.getLong(JfrSamples.CHUNK_SIZE_OFFSET)).isEqualTo(chunk.remaining());
    assertThat(chunk.get(68 + 5)).isEqualTo((byte) 42);
    assertThat(chunk.remaining()).isEqualTo(68 + 6 + 7);
  }

  @Test
  void metadataWithoutSizeIsRefused() {
    assertThatThrownBy(() -> EmptyChunk.like(recording(68, new byte[5]), 0))
        .isInstanceOf(IOException.class)
        .hasMessage("metadata of 0 bytes");
  }

  @Test
  void metadataBehindTheEndIsRefused() {
    assertThatThrownBy(() -> EmptyChunk.like(recording(1 << 20, new byte[5]), 0))
        .isInstanceOf(EOFException.class);
  }

  private FileChannel recording(long metadataOffset, byte[] metadata) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(JfrSamples.CHUNK_HEADER_BYTES + metadata.length);
    bytes.putInt(JfrSamples.CHUNK_MAGIC).putLong(24, metadataOffset);
    bytes.position(JfrSamples.CHUNK_HEADER_BYTES);
    bytes.put(metadata).flip();
    FileChannel channel =
        FileChannel.open(
            temp.resolve("recording"),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    channel.write(bytes);
    return channel;
  }
}
