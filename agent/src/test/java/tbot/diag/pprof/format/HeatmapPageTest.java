package tbot.diag.pprof.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.pprof.profile.ProfileHeader;
import tbot.diag.pprof.profile.ProfileType;

class HeatmapPageTest {

  @TempDir Path folder;

  @Test
  void aRecordingThatIsTooLargeIsRefusedInOneLine() throws IOException {
    assertThat(page(new byte[4096], 2048))
        .contains("<title>", "wall, 2 s, 1970-01-01 00:00:00 UTC")
        .contains("The recording has 4 KiB, and a heat map is made of 2 at most,")
        .doesNotContain("<script");
  }

  @Test
  void anEmptyRecordingHasNothingToShow() throws IOException {
    assertThat(page(new byte[0], 2048)).contains("<p>Nothing was sampled.</p>");
  }

  @Test
  void aHeapWithoutRoomIsNotUsed() {
    assertThat(HeatmapPage.shortage(256 << 20)).isNull();
    assertThat(HeatmapPage.shortage(100 << 20))
        .isEqualTo(
            "a heat map is made in the heap of the program, of which 256 MiB must be free and only"
                + " 100 MiB are; take format=jfr");
  }

  private String page(byte[] recording, int maxBytes) throws IOException {
    Path file = Files.write(folder.resolve("recording.jfr"), recording);
    ProfileHeader header = ProfileType.WALL.header().lasting(2_000_000_000L);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (FileChannel channel = FileChannel.open(file)) {
      HeatmapPage.write(channel, header, "wall", out, maxBytes);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
