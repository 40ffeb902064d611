package tbot.diag.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import org.junit.jupiter.api.Test;

class OutputFormatTest {

  @Test
  void theNextCommandCanBePastedIntoAShell() {
    assertThat(OutputFormat.PPROF.next(new File("a/p.pb.gz")))
        .isEqualTo("go tool pprof -http=: a/p.pb.gz");
    assertThat(OutputFormat.PPROF.next(new File("my p.pb.gz")))
        .isEqualTo("go tool pprof -http=: 'my p.pb.gz'");
    assertThat(OutputFormat.COLLAPSED.next(new File("it's")))
        .isEqualTo("flamegraph.pl 'it'\\''s' > 'it'\\''s.svg'");
    assertThat(OutputFormat.TEXT.next(new File("-a.txt"))).isEqualTo("less ./-a.txt");
  }
}
