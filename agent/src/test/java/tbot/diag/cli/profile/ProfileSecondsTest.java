package tbot.diag.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tbot.diag.cli.console.CommandFailure;
import tbot.diag.cli.service.FakeService;
import tbot.diag.cli.service.ServiceAddress;
import tbot.diag.cli.service.ServiceClient;

@Timeout(60)
class ProfileSecondsTest {

  /** The endpoints that the service has. */
  private final Set<String> served = Collections.synchronizedSet(new HashSet<>());

  private final FakeService service =
      new FakeService()
          .on(
              "/debug/pprof/",
              exchange -> {
                String path = exchange.getRequestURI().getPath();
                boolean known = served.contains(path.substring("/debug/pprof/".length()));
                FakeService.send(exchange, known ? 200 : 404, "404 - unknown profile");
              });

  @AfterEach
  void stop() {
    service.close();
  }

  private ProfileSeconds seconds() {
    return new ProfileSeconds(
        ServiceClient.of(ServiceAddress.parse(service.address())), ProfileKind.CPU);
  }

  @Test
  void aTypeThatIsNotThereIsLeftOut() {
    Collections.addAll(served, "profile", "allocs");
    try (ProfileSeconds seconds = seconds()) {
      seconds.changeKind();
      assertThat(seconds.kind()).isEqualTo(ProfileKind.ALLOC);
      assertThat(seconds.missing()).startsWith("no wall: ").endsWith("404 - unknown profile");

      seconds.changeKind();
      assertThat(seconds.kind()).isEqualTo(ProfileKind.CPU);
      assertThat(seconds.missing()).isEmpty();
    }
  }

  @Test
  void aServiceThatHasNoneAnyMoreIsAFailure() {
    served.add("profile");
    try (ProfileSeconds seconds = seconds()) {
      served.clear();
      assertThatThrownBy(seconds::changeKind).isInstanceOf(CommandFailure.class);
    }
  }
}
