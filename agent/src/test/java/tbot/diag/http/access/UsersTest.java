package tbot.diag.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tbot.diag.password.CountingHash;
import tbot.diag.password.PasswordHash;

class UsersTest {

  private static final String HASH = "$2y$04$cxqisbt5e8CC/LsxGw8pmu3atQOEyxm.FLb.gXFQ7kOyR05YEeyti";
  private static final String PASSWORD = "correct horse: battery";

  static Login login(String user, String password, String client) {
    return Login.parse(
        Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)),
        client);
  }

  private static Login login(String user, String password) {
    return login(user, password, "10.0.0.1");
  }

  private static Users parse(String text) {
    return Users.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsWhatHtpasswdWrites() {
    Users users =
        parse("\ufeff# users\r\n\r\nscraper:" + HASH + "\r\n  dév eloper: " + HASH + "  ");

    assertThat(users.verify(login("scraper", PASSWORD))).isTrue();
    assertThat(users.verify(login("dév eloper", PASSWORD))).isTrue();
    assertThat(users.verify(login("scraper", PASSWORD + " "))).isFalse();
    assertThat(users.verify(login("Scraper", PASSWORD))).isFalse();
    assertThat(users.verify(login("", PASSWORD))).isFalse();
    assertThat(users.verify(login("# users", PASSWORD))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\"|no user in it; a line is user:hash",
        "# a\\n\\n|no user in it; a line is user:hash",
        "s3cret|line 1: not of the form user:hash",
        "\\n:s3cret|line 2: not of the form user:hash",
        "# a\\nu:s3cret|line 2: not a hash of bcrypt ($2y$..., as by htpasswd -B) or PBKDF2"
            + " ($pbkdf2-sha512$...); the command hash-password makes both",
        "u:HASH\\nu:HASH|line 2: the user of an earlier line again",
        "u:HASHx|line 1: not a whole hash of bcrypt: $2y$, the cost in two digits, $ and 53"
            + " characters",
      })
  void refusesOtherLinesWithoutShowingThem(String text, String message) {
    String content = text.replace("\\n", "\n").replace("HASH", HASH);
    assertThatThrownBy(() -> parse(content))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void refusesWhatIsNotUtf8() {
    byte[] latin1 = ("\u00e4:" + HASH).getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> Users.parse(latin1)).hasMessage("not text in UTF-8");
  }

  @Test
  void aHashIsComputedForUnknownUsersToo() {
    Map<String, PasswordHash> hashes = new HashMap<>();
    CountingHash one = new CountingHash("secret of one");
    CountingHash two = new CountingHash("secret of two");
    hashes.put("one", one);
    hashes.put("two", two);
    Users users = new Users(hashes);
    for (int i = 1; i <= 100; i++) {
      assertThat(users.verify(login("unknown " + i, "secret of one"))).isFalse();
      assertThat(users.verify(login("unknown " + i, "secret of two"))).isFalse();
      assertThat(one.computed() + two.computed()).isEqualTo(2 * i);
      // The same one for both passwords of a user.
      assertThat(one.computed()).isEven();
    }
    assertThat(one.computed()).isBetween(2, 198);
    assertThat(users.hasVerified(login("unknown 1", "secret of one"))).isFalse();
    assertThat(users.hasVerified(login("unknown 1", "secret of two"))).isFalse();
  }

  @Test
  void remembersLoginsThatWereRight() {
    CountingHash hash = new CountingHash("secret");
    Users users = new Users(Map.of("user", hash));
    assertThat(users.hasVerified(login("user", "secret"))).isFalse();
    assertThat(users.verify(login("user", "wrong"))).isFalse();
    assertThat(users.hasVerified(login("user", "wrong"))).isFalse();
    assertThat(users.verify(login("user", "secret"))).isTrue();
    assertThat(users.hasVerified(login("user", "secret"))).isTrue();
    assertThat(users.hasVerified(login("user", "secret2"))).isFalse();
    assertThat(users.hasVerified(login("users", "ecret"))).isFalse();
    assertThat(users.hasVerified(login("user", "secret", "10.0.0.2"))).isFalse();
    assertThat(hash.computed()).isEqualTo(2);
  }

  @Test
  void remembersABoundedNumberOfThem() {
    Users users = new Users(Map.of("user", new CountingHash("secret")));
    for (int i = 0; i <= VerifiedLogins.MOST; i++) {
      users.verify(login("user", "secret", "client " + i));
    }
    assertThat(users.hasVerified(login("user", "secret", "client 0"))).isFalse();
    assertThat(users.hasVerified(login("user", "secret", "client 1"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "?", "dXNlcg==", "dXNlcjpz$", "=", "a"})
  void credentialsAreBase64OfUserAndPassword(String credentials) {
    assertThat(Login.parse(credentials, "c")).isNull();
  }

  @Test
  void passwordsMayHaveColonsAndBeEmpty() {
    assertThat(login("u", ":a:").user).isEqualTo("u");
    assertThat(login("u", ":a:").password).asString(StandardCharsets.UTF_8).isEqualTo(":a:");
    assertThat(login("u", "").password).isEmpty();
  }
}
