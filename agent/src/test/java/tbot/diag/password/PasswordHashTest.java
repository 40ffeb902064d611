package tbot.diag.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {

  private static final String SENTENCE = "correct horse: battery";

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** By htpasswd -B of Apache 2.4, the guide of Prometheus, libxcrypt and passlib. */
  @ParameterizedTest
  @CsvSource({
    "correct horse: battery, $2y$04$cxqisbt5e8CC/LsxGw8pmu3atQOEyxm.FLb.gXFQ7kOyR05YEeyti",
    "correct horse: battery, $2y$05$0H1f6dI01Bb0mxJOyxeqfOm3lcwV1xyE/.GHqVKmuUwMshgOctIdO",
    "correct horse: battery, $2y$10$gmL71nW4Sk.eXtFcJRbCqezaZl8mI4digm/yBF7s/i2.Q2Jcq4Pn2",
    "pässwörd, $2y$05$6prsVKzkpUT4vBNpoF3giOBGs7.wfDCM.0pD9wcLfaPdy6cgQsl3m",
    "test, $2b$12$hNf2lSsxfm0.i4a.1kVpSOVyBCfIB51VRjgBUyv6kdnyTlgWj81Ay",
    "correct horse: battery, $2a$04$abcdefghijklmnopqrstuuLWwnUiysqxaAvQXpJaPAchjKHrkmxwG",
    "correct horse: battery, $2b$04$abcdefghijklmnopqrstuuLWwnUiysqxaAvQXpJaPAchjKHrkmxwG",
    "pässwörd, $2a$04$abcdefghijklmnopqrstuuyx2n0Zzopyr9QuYTMCfOJJOj526QVoC",
    "correct horse: battery, $pbkdf2-sha256$2000$MsbY././V6pVSillTOn9nw"
        + "$hFbxhs.hfSt3j143gQj32QGqqGoY/fZHu4B3EvNU7J0",
    "correct horse: battery, $pbkdf2-sha512$2000$Uap1bq211nqvlZIS4vx/rw"
        + "$uz6ON4inckSv1lLQ5F7B.XdIouCmMzAtRs.xorRZgmFvacOLmf69zmjg8YfKbfT/5owieWLQGsETKB3DEBds4A",
    "pässwörd, $pbkdf2-sha512$1000$.//7//v/.//7//v/.//7/w"
        + "$SasqYl2QIJqCFmHssMNuy9CpQc5wEH0rWpOixp0OeUrQdB7QORKHt8UiUeAdwQyDCWI4BFeMz.pThIO.zr5e4w",
  })
  void matchesTheHashesOfOtherTools(String password, String text) {
    PasswordHash hash = PasswordHash.parse(text);

    assertThat(hash.matches(bytes(password))).isTrue();
    assertThat(hash.matches(bytes(password + "x"))).isFalse();
    assertThat(hash.matches(bytes(password.substring(1)))).isFalse();
    assertThat(hash.matches(new byte[0])).isFalse();
    assertThat(hash.text()).isEqualTo(text);
  }

  /** By htpasswd -B of 80 letters x. */
  @Test
  void bcryptLooksAtTheFirst72BytesAsEverywhere() {
    PasswordHash hash =
        PasswordHash.parse("$2y$04$jFtGWdLabtFLGuj.hBKLGez3sez7ffTe.dE.w6ahvImx2j2KL1r2q");

    assertThat(hash.matches(bytes("x".repeat(80)))).isTrue();
    assertThat(hash.matches(bytes("x".repeat(72)))).isTrue();
    assertThat(hash.matches(bytes("x".repeat(71)))).isFalse();
  }

  @Test
  void makesHashesThatMatch() {
    PasswordHash bcrypt = PasswordHash.bcrypt(bytes(SENTENCE), 4);
    PasswordHash pbkdf2 = PasswordHash.pbkdf2(bytes("x".repeat(100)), 1000);

    assertThat(bcrypt.text()).startsWith("$2y$04$").hasSize(60);
    assertThat(PasswordHash.parse(bcrypt.text()).matches(bytes(SENTENCE))).isTrue();
    assertThat(pbkdf2.text()).startsWith("$pbkdf2-sha512$1000$");
    assertThat(PasswordHash.parse(pbkdf2.text()).matches(bytes("x".repeat(100)))).isTrue();
    assertThat(PasswordHash.parse(pbkdf2.text()).matches(bytes("x".repeat(99)))).isFalse();
  }

  @Test
  void everyHashHasASaltOfItsOwn() {
    assertThat(PasswordHash.bcrypt(bytes(SENTENCE), 4).text())
        .isNotEqualTo(PasswordHash.bcrypt(bytes(SENTENCE), 4).text());
    assertThat(PasswordHash.pbkdf2(bytes(SENTENCE), 1000).text())
        .isNotEqualTo(PasswordHash.pbkdf2(bytes(SENTENCE), 1000).text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=",
        "$apr1$x8k2$W6ph5Mm5Pz8GgiULbPgz",
        "$5$x8k2$W6ph5Mm5Pz8GgiULbPgz",
        "$2y$04$",
        "$2y$04$cxqisbt5e8CC/LsxGw8pmu3atQOEyxm.FLb.gXFQ7kOyR05YEeyt",
        "$2y$04$cxqisbt5e8CC/LsxGw8pmu3atQOEyxm.FLb.gXFQ7kOyR05YEeyti1",
        "$2y$04$cxqisbt5e8CC/LsxGw8pmu3atQOEyxm.FLb.gXFQ7kOyR05YEeyt!",
        "$2x$04$cxqisbt5e8CC/LsxGw8pmu3atQOEyxm.FLb.gXFQ7kOyR05YEeyti",
        "$2y$ab$cxqisbt5e8CC/LsxGw8pmu3atQOEyxm.FLb.gXFQ7kOyR05YEeyti",
        "$2y$-4$cxqisbt5e8CC/LsxGw8pmu3atQOEyxm.FLb.gXFQ7kOyR05YEeyti",
        "$2y$04.cxqisbt5e8CC/LsxGw8pmu3atQOEyxm.FLb.gXFQ7kOyR05YEeyti",
        "$2y$03$cxqisbt5e8CC/LsxGw8pmu3atQOEyxm.FLb.gXFQ7kOyR05YEeyti",
        "$2y$31$cxqisbt5e8CC/LsxGw8pmu3atQOEyxm.FLb.gXFQ7kOyR05YEeyti",
        "$pbkdf2-sha1$2000$MsbY././V6pVSillTOn9nw$hFbxhs.hfSt3j143gQj32QGqqGo",
        "$pbkdf2-sha256$2000$MsbY././V6pVSillTOn9nw",
        "$pbkdf2-sha256$2000$MsbY././V6pVSillTOn9nw$hFbxhs",
        "$pbkdf2-sha256$2000$MsbY$hFbxhs.hfSt3j143gQj32QGqqGoY/fZHu4B3EvNU7J0",
        "$pbkdf2-sha256$2000$M!bY././V6pVSillTOn9nw$hFbxhs.hfSt3j143gQj32QGqqGoY/fZHu4B3EvNU7J0",
        "$pbkdf2-sha256$x$MsbY././V6pVSillTOn9nw$hFbxhs.hfSt3j143gQj32QGqqGoY/fZHu4B3EvNU7J0",
        "$pbkdf2-sha256$1$MsbY././V6pVSillTOn9nw$hFbxhs.hfSt3j143gQj32QGqqGoY/fZHu4B3EvNU7J0",
        "$pbkdf2-sha256$99999999$MsbY././V6pVSillTOn9nw"
            + "$hFbxhs.hfSt3j143gQj32QGqqGoY/fZHu4B3EvNU7J0",
      })
  void refusesOtherHashesWithoutShowingThem(String text) {
    assertThatThrownBy(() -> PasswordHash.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .matches("(not a|a cost of \\d+ for bcrypt; use 4 to 14|\\d+ rounds of PBKDF2; use).*")
        .doesNotContain("\n", "secret", "x8k2", "cxqisbt5", "MsbY", "W6ph", "hFbxhs");
  }

  @Test
  void makesNoHashOfPasswordsThatBcryptCannotTake() {
    assertThatThrownBy(() -> PasswordHash.bcrypt(bytes("ä".repeat(37)), 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the password has 74 bytes, and bcrypt takes the first 72 only; use a shorter one, or"
                + " --pbkdf2");
    assertThatThrownBy(() -> PasswordHash.bcrypt(new byte[0], 4))
        .hasMessage("the password is empty");
    assertThatThrownBy(() -> PasswordHash.pbkdf2(new byte[0], 1000))
        .hasMessage("the password is empty");
    assertThatThrownBy(() -> PasswordHash.bcrypt(bytes("x"), 15))
        .hasMessage("a cost of 15 for bcrypt; use 4 to 14");
    assertThatThrownBy(() -> PasswordHash.pbkdf2(bytes("x"), 999))
        .hasMessage("999 rounds of PBKDF2; use 1000 to 2000000");
  }
}
