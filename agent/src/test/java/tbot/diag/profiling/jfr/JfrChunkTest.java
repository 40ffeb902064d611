package tbot.diag.profiling.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MixedProfilesIT tests that the JDK reads what follows an empty chunk. */
class JfrChunkTest {

  @TempDir Path temp;

  @Test
  void emptyChunkHasHeaderAndMetadataOnly() throws IOException {
    // A size of six bytes, in the five that the profiler takes for it, and one byte of content.
    byte[] metadata = {(byte) 0x86, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0, 42};
    ByteBuffer chunk = JfrChunk.emptyLike(file(chunkWithMetadata(68, metadata)), 0);

    assertThat(chunk.getInt(0)).isEqualTo(JfrChunk.MAGIC);
    assertThat(chunk.getLong(JfrChunk.SIZE_OFFSET)).isEqualTo(chunk.remaining());
    assertThat(chunk.get(68 + 5)).isEqualTo((byte) 42);
    assertThat(chunk.remaining()).isEqualTo(68 + 6 + 7);
  }

  @Test
  void rejectsMetadataWithoutSize() {
    assertThatThrownBy(() -> JfrChunk.emptyLike(file(chunkWithMetadata(68, new byte[5])), 0))
        .isInstanceOf(IOException.class)
        .hasMessage("metadata of 0 bytes");
  }

  @Test
  void rejectsMetadataBeyondTheEnd() {
    assertThatThrownBy(() -> JfrChunk.emptyLike(file(chunkWithMetadata(1 << 20, new byte[5])), 0))
        .isInstanceOf(EOFException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 67, Long.MAX_VALUE})
  void rejectsMetadataOutsideOfTheChunk(long offset) throws IOException {
    FileChannel recording = file(chunk(68, 68), chunkWithMetadata(offset, new byte[5]));

    assertThatThrownBy(() -> JfrChunk.emptyLike(recording, 68))
        .isInstanceOf(EOFException.class)
        .hasMessage("no metadata at " + offset);
  }

  @Test
  void completeChunksEndWhereTheIncompleteOneBegins() throws IOException {
    FileChannel recording = file(chunk(100, 100), chunk(70, 70), chunk(1 << 20, 90));

    assertThat(JfrChunk.endOfComplete(recording, 0)).isEqualTo(170);
    assertThat(JfrChunk.endOfComplete(recording, 100)).isEqualTo(170);
    assertThat(JfrChunk.endOfComplete(recording, 170)).isEqualTo(170);
  }

  @Test
  void allOfACompleteRecordingIsComplete() throws IOException {
    assertThat(JfrChunk.endOfComplete(file(chunk(100, 100), chunk(68, 68)), 0)).isEqualTo(168);
    assertThat(JfrChunk.endOfComplete(file(), 0)).isZero();
  }

  @Test
  void completeChunksEndBeforeWhatIsNoChunk() throws IOException {
    assertThat(JfrChunk.endOfComplete(file(chunk(80, 80), ByteBuffer.allocate(200)), 0))
        .isEqualTo(80);
    assertThat(JfrChunk.endOfComplete(file(chunk(80, 80), chunk(67, 100)), 0)).isEqualTo(80);
    assertThat(JfrChunk.endOfComplete(file(chunk(80, 80), ByteBuffer.allocate(20)), 0))
        .isEqualTo(80);
  }

  private static ByteBuffer chunkWithMetadata(long metadataOffset, byte[] metadata) {
    ByteBuffer chunk = chunk(0, JfrChunk.HEADER_BYTES + metadata.length);
    chunk.putLong(JfrChunk.METADATA_OFFSET, metadataOffset);
    chunk.position(JfrChunk.HEADER_BYTES);
    chunk.put(metadata).flip();
    return chunk;
  }

  private static ByteBuffer chunk(long claimedBytes, int bytes) {
    return ByteBuffer.allocate(bytes)
        .putInt(0, JfrChunk.MAGIC)
        .putLong(JfrChunk.SIZE_OFFSET, claimedBytes);
  }

  private FileChannel file(ByteBuffer... parts) throws IOException {
    FileChannel channel =
        FileChannel.open(
            Files.createTempFile(temp, "recording", ".jfr"),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    for (ByteBuffer part : parts) {
      channel.write(part);
    }
    return channel;
  }
}
