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

class TaskSpecTest {

  @TempDir Path folder;

  private static List<TaskSpec> ofArguments(String arguments) {
    return DiagOptions.resolve(AgentArguments.parse(arguments), Map.of()).tasks();
  }

  private List<TaskSpec> ofFile(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("tbot.yaml"), yaml);
    return ofArguments("config=" + file);
  }

  @Test
  void readsNamesAndMethods() {
    List<TaskSpec> tasks =
        ofArguments("task=identity:a.B#renew; a:b \"#/😀\" : a.B$C#d(int,byte[]),debug,task=c:B#c");
    assertThat(tasks).hasToString("[identity:a.B#renew, a:b \"#/😀\":a.B$C#d(int,byte[]), c:B#c]");
    assertThat(tasks).extracting(TaskSpec::type).containsExactly("identity", "a:b \"#/😀\"", "c");
    assertThat(tasks.get(0).maxAgeMillis()).isZero();
    assertThat(ofArguments(null)).isEmpty();
    assertThat(AgentArguments.parse("task=a:B#c").tasks()).hasToString("[a:B#c]");
    assertThat(AgentArguments.parse("debug").tasks()).isEmpty();
  }

  @Test
  void readsServicesWithAMethod() throws IOException {
    assertThat(
            ofFile(
                """
                services:
                  - {name: id, type: identity, method: a.B#c, max_age: 90s}
                  - {type: identity, method: a.B#d}
                  - {name: 'x: "😀"', method: a.B#e}
                  - {method: a.B#f}
                task: g:a.B#g
                """))
        .hasToString(
            "[g:a.B#g, id:a.B#c of type identity within 1m30s, identity:a.B#d, x: \"😀\":a.B#e,"
                + " a.B#f:a.B#f]");
    assertThat(ofFile("task: [g:a.B#g, h:a.B#h]")).hasSize(2);
  }

  @Test
  void ignoresServicesOfTbot() throws IOException {
    assertThat(
            ofFile(
                """
                version: v2
                services:
                  - type: ssh-multiplexer
                    destination: {type: directory, path: /opt/machine-id}
                    enable_resumption: true
                  - type: identity
                    name: my-identity
                    method:
                  - plain
                """))
        .isEmpty();
    assertThat(ofFile("services:\n")).isEmpty();
    assertThat(ofFile("services: {a: 1}")).isEmpty();
  }

  @Test
  void comparesEverythingThatMatters() throws IOException {
    TaskSpec usual = ofArguments("task=a:B#c").get(0);
    assertThat(ofFile("services: [{name: a, type: a, method: B#c}]")).containsExactly(usual);
    assertThat(ofFile("services: [{name: a, method: B#c, type: b}]")).doesNotContain(usual);
    assertThat(ofFile("services: [{name: a, method: B#c, max_age: 1s}]")).doesNotContain(usual);
    assertThat(ofArguments("task=a:B#d")).doesNotContain(usual);
    assertThat(ofArguments("task=b:B#c")).doesNotContain(usual);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "task|\"\": no ':' behind a name; use NAME:com.example.IdentityService#renew",
        "task=a.B#c|\"a.B#c\": no ':' behind a name; use NAME:com.example.IdentityService#renew",
        "task=:a.B#c|no name; use NAME:com.example.IdentityService#renew",
        "task=x:a.B|\"x:a.B\": has no '#' between class and method; valid is Class#method for every"
            + " overload or Class#method(int,java.lang.String) for one",
        "task=x:java.lang.Thread#run|\"x:java.lang.Thread#run\": names a class of the JDK, which"
            + " cannot be hooked; valid is Class#method for every overload or"
            + " Class#method(int,java.lang.String) for one",
        "task=a:B#c;a:B#d|\"a\": two tasks have this name; use another one",
        "task=ssh-multiplexer:B#c|\"ssh-multiplexer\" is the agent's own service; use another name",
        "task=a:B#c,ready_check=a:B#d|\"a\": a ready_check has this name; use another one",
      })
  void refusesBadArgumentsInOneLine(String arguments, String message) {
    assertThatThrownBy(() -> ofArguments(arguments))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("task: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{name: x, method: B#c, every: 1s}|\"x\": unknown key: it is the string \"every\"; valid are"
            + " [name, type, method, max_age]",
        "{name: x, method: B#c, max_age: 0}|\"x\": max_age: \"0\": use a duration of at least 1ms,"
            + " such as 500ms, 10s or 1m30s",
        "{name: x, method: B#c, max_age: -1s}|\"x\": max_age: \"-1s\": use a duration of at least"
            + " 1ms, such as 500ms, 10s or 1m30s",
        "{name: x, method: B#c, max_age: abc}|\"x\": max_age: \"abc\": use a duration of at least"
            + " 1ms, such as 500ms, 10s or 1m30s",
        "{name: x, method: B#c, max_age: []}|\"x\": max_age: it is a list; it must be a string",
        "{name: x, method: B}|\"x\": has no '#' between class and method; valid is Class#method for"
            + " every overload or Class#method(int,java.lang.String) for one",
        "{name: x, method: 7}|method: it is the value 7; it must be a string",
        "{name: 7, method: B#c}|name: it is the value 7; it must be a string",
        "{name: '', method: B#c}|\"\": no name; use NAME:com.example.IdentityService#renew",
      })
  void refusesABadFileInOneLine(String entry, String message) {
    assertThatThrownBy(() -> ofFile("services: [" + entry + "]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("config: " + folder.resolve("tbot.yaml") + ": task: " + message);
  }
}
