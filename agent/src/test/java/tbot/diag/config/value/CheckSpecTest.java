package tbot.diag.config.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tbot.diag.config.AgentArguments;
import tbot.diag.config.DiagOptions;

class CheckSpecTest {

  private static final String FORMS =
      "use NAME:com.example.Bot#isReady for a method without parameters, or NAME:tcp:HOST:PORT";

  @TempDir Path folder;

  private static List<CheckSpec> ofArguments(String arguments) {
    return DiagOptions.resolve(AgentArguments.parse(arguments), Map.of()).readyChecks();
  }

  private List<CheckSpec> ofFile(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("tbot.yaml"), yaml);
    return ofArguments("config=" + file);
  }

  @Test
  void readsMethodsAndAddresses() {
    List<CheckSpec> checks =
        ofArguments(
            "ready_check=bot:a.Bot$X#isReady; db : tcp:[::1]:5432,debug,"
                + "ready_check=a/b:tcp:db.example.com:1,ready_check=c:Bot#ok()");
    assertThat(checks)
        .hasToString(
            "[bot:a.Bot$X#isReady, db:tcp:[::1]:5432, a/b:tcp:db.example.com:1, c:Bot#ok]");
    assertThat(checks.get(0).name()).isEqualTo("bot");
    assertThat(checks.get(0).intervalMillis()).isEqualTo(10_000);
    assertThat(checks.get(0).timeoutMillis()).isEqualTo(2_000);
    assertThat(((MethodTarget) checks.get(0).target()).className()).isEqualTo("a.Bot$X");
    assertThat(((MethodTarget) checks.get(3).target()).methodName()).isEqualTo("ok");
    assertThat(((TcpTarget) checks.get(1).target()).address()).isEqualTo("[::1]:5432");
    assertThat(ofArguments(null)).isEmpty();
  }

  @Test
  void readsStringsAndMappingsOfTheFile() throws IOException {
    assertThat(
            ofFile(
                """
                ready_checks:
                  - bot:a.Bot#isReady
                  - {name: 'x: "😀"', method: a.Bot#isReady, interval: 1m30s}
                  - name: db
                    tcp: 127.0.0.1:5432
                    timeout: 500ms
                """))
        .hasToString(
            "[bot:a.Bot#isReady, x: \"😀\":a.Bot#isReady every 1m30s,"
                + " db:tcp:127.0.0.1:5432 within 500ms]");
    assertThat(ofFile("ready_checks: bot:a.Bot#isReady")).hasSize(1);
    assertThat(ofFile("ready_check: bot:a.Bot#isReady")).hasSize(1);
    assertThat(ofFile("ready_checks:\n")).isEmpty();
    assertThat(ofFile("ready_checks: []")).isEmpty();
  }

  @Test
  void comparesEverythingThatMatters() throws IOException {
    String check = "ready_checks: [{name: db, tcp: 'a:1'";
    CheckSpec usual = ofFile(check + "}]").get(0);
    assertThat(ofArguments("ready_check=db:tcp:a:1")).containsExactly(usual);
    assertThat(ofFile(check + ", interval: 10s, timeout: 2s}]")).containsExactly(usual);
    assertThat(ofFile(check + ", interval: 9s}]")).doesNotContain(usual);
    assertThat(ofFile(check + ", timeout: 1s}]")).doesNotContain(usual);
    assertThat(ofArguments("ready_check=d:tcp:a:1")).doesNotContain(usual);
    assertThat(ofArguments("ready_check=db:tcp:a:2")).doesNotContain(usual);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ready_check|\"\": no ':' behind a name",
        "ready_check=a.Bot#isReady|\"a.Bot#isReady\": no ':' behind a name",
        "ready_check=:a.Bot#isReady|no name",
        "ready_check=x:a.Bot|\"x:a.Bot\": no '#' between class and method",
        "ready_check=x:#isReady|\"x:#isReady\": no class name before '#'",
        "ready_check=x:a.Bot#isReady(int)|\"x:a.Bot#isReady(int)\": no name of a method without"
            + " parameters after '#'",
        "ready_check=x:tcp:db|\"x:tcp:db\": no host and port behind tcp:",
        "ready_check=x:tcp::1|\"x:tcp::1\": no host and port behind tcp:",
        "ready_check=x:tcp:db:0|\"x:tcp:db:0\": no host and port behind tcp:",
      })
  void refusesBadArgumentsInOneLine(String arguments, String message) {
    assertThatThrownBy(() -> ofArguments(arguments))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ready_check: " + message + "; " + FORMS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ready_check=a:B#c;a:tcp:d:1|\"a\": two checks have this name; use another one",
        "ready_check=a:B#c,ready_check=a:B#c|\"a\": two checks have this name; use another one",
        "ready_check=ssh-multiplexer:B#c|\"ssh-multiplexer\" is the agent's own service; use"
            + " another name",
      })
  void refusesNamesThatAreTaken(String arguments, String message) {
    assertThatThrownBy(() -> ofArguments(arguments)).hasMessage("ready_check: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{tcp: 'a:1'}|a check has no name; valid are [name, method, tcp, interval, timeout]",
        "{name: x}|\"x\": give either method: com.example.Bot#isReady or tcp: HOST:PORT",
        "{name: x, tcp: 'a:1', method: B#c}|\"x\": give either method: com.example.Bot#isReady or"
            + " tcp: HOST:PORT",
        "{name: x, tcp: a}|\"x\": no host and port behind tcp:; use method:"
            + " com.example.Bot#isReady or tcp: HOST:PORT",
        "{name: x, tcp: 'a:1', every: 1s}|\"x\": unknown key: it is the string \"every\"; valid are"
            + " [name, method, tcp, interval, timeout]",
        "{name: x, tcp: 'a:1', interval: 0}|\"x\": interval: \"0\": use a duration of at least 1ms,"
            + " such as 500ms, 10s or 1m30s",
        "{name: x, tcp: 'a:1', interval: 10}|\"x\": interval: \"10\": use a duration of at least"
            + " 1ms, such as 500ms, 10s or 1m30s",
        "{name: x, tcp: 'a:1', timeout: -1s}|\"x\": timeout: \"-1s\": use a duration of at least"
            + " 1ms, such as 500ms, 10s or 1m30s",
        "{name: x, tcp: 'a:1', timeout: abc}|\"x\": timeout: \"abc\": use a duration of at least"
            + " 1ms, such as 500ms, 10s or 1m30s",
        "{name: x, tcp: 'a:1', timeout: []}|\"x\": timeout: it is a list; it must be a string",
        "{name: 7}|name: it is the value 7; it must be a string",
        "7|it is the value 7; it must be a list of strings or mappings",
      })
  void refusesABadFileInOneLine(String check, String message) {
    assertThatThrownBy(() -> ofFile("ready_checks: [" + check + "]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("config: " + folder.resolve("tbot.yaml") + ": ready_check: " + message);
  }
}
