package tbot.diag.pprof.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VirtualThreadHeaderTest {

  @Test
  void readsNumberNameAndState() {
    VirtualThreadHeader header =
        VirtualThreadHeader.parse("#27 \"a \"b\" c\" virtual WAITING 2026-11-22T17:12:07.26Z");

    assertThat(header.id()).isEqualTo(27);
    assertThat(header.name()).isEqualTo("a \"b\" c");
    assertThat(header.state()).isEqualTo("virtual WAITING");
  }

  @Test
  void java21HasNoState() {
    assertThat(VirtualThreadHeader.parse("#20 \"\" virtual").state()).isEqualTo("virtual");
    assertThat(VirtualThreadHeader.parse("#20 \"\" virtual").name()).isEmpty();
  }

  @Test
  void aNameOfSeveralLinesIsKeptAsItBegins() {
    VirtualThreadHeader header = VirtualThreadHeader.parse("#30 \"a");

    assertThat(header.name()).isEqualTo("#30 \"a");
    assertThat(header.state()).isEqualTo("virtual");
  }
}
