package tbot.diag.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientNetworkTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "::ffff:192.0.2.1, 192.0.2.1",
    "2001:db8:0:12:3:4:5:6, 2001:db8:0:12::/64",
    "2001:db8:0:12:ffff::1, 2001:db8:0:12::/64",
    "2001:db8:0:13::1, 2001:db8:0:13::/64",
    "::1, 0:0:0:0::/64",
  })
  void isTheAddressOrItsNetwork(String address, String network) throws Exception {
    assertThat(ClientNetwork.of(new InetSocketAddress(InetAddress.getByName(address), 1)))
        .isEqualTo(network);
  }

  @Test
  void unixDomainSocketsAreOneClient() {
    assertThat(ClientNetwork.of(UnixDomainSocketAddress.of(""))).isEqualTo("unix");
  }
}
