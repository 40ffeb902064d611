package demo.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardingRightsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "                                                   | true",
        "no-pty                                             | true",
        "no-port-forwarding                                 | false",
        "restrict                                           | false",
        "restrict,port-forwarding                           | true",
        "permitopen=\"127.0.0.1:2223\"                      | true",
        "permitopen=\"127.0.0.1:*\"                         | true",
        "permitopen=\"other:1,127.0.0.1:2223\"              | true",
        "permitopen=\"other:1\"                             | false",
        "restrict,permitopen=\"127.0.0.1:2223\"             | false",
        "restrict,port-forwarding,permitopen=\"other:2223\" | false",
      })
  void followTheOptionsOfTheAuthorizedKey(String options, boolean allowed) {
    Map<String, String> parsed =
        options == null ? Map.of() : AuthorizedKeyEntry.parseLoginOptions(options);

    assertThat(ForwardingRights.allowedBy(parsed, new HostPort("127.0.0.1", 2223)))
        .isEqualTo(allowed);
  }
}
