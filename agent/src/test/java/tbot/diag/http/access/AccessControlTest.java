package tbot.diag.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static tbot.diag.http.access.Requests.answer;
import static tbot.diag.http.access.Requests.get;

import org.junit.jupiter.api.Test;
import tbot.diag.http.Request;

class AccessControlTest {

  @Test
  void asksForNoMemoryOnceItHasRefused() throws Exception {
    AccessControl control = new AccessControl(AccessPolicy.ofToken("0123456789abcdef"), null);
    Request request = get("/");
    assertThat(answer(control.find(request), request).head().status()).isEqualTo(401);

    assertThat(control.find(request).isProven()).isTrue();
  }
}
