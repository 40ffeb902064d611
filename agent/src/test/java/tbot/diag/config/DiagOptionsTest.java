package tbot.diag.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiagOptionsTest {

  @TempDir Path folder;

  private String file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("tbot.yaml"), yaml).toString();
  }

  private static DiagOptions resolve(String arguments) {
    return DiagOptions.resolve(AgentArguments.parse(arguments), Map.of());
  }

  private DiagOptions resolveFile(String yaml) throws IOException {
    return resolve("config=" + file(yaml));
  }

  @Test
  void hasDefaults() {
    DiagOptions options = resolve(null);
    assertThat(options.diagAddr()).isNull();
    assertThat(options.debug()).isFalse();
    assertThat(options.record()).isFalse();
    assertThat(options.libDir()).isNull();
    assertThat(options.sshHandlers()).isEmpty();
    assertThat(options.tls()).isNull();
    assertThat(options.access().requiresLogin()).isFalse();
    assertThat(options.access().allowedHosts()).isEmpty();
    assertThat(options.warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"auth_file=a", "token_file=a", "auth_file=a,token_file=b"})
  void aFileOfCredentialsRequiresALoginExceptForProbes(String arguments) {
    AccessOptions access = resolve(arguments).access();
    assertThat(access.requiresLogin()).isTrue();
    assertThat(access.authExcept()).containsExactly("/livez", "/readyz");
  }

  @ParameterizedTest
  @ValueSource(strings = {"auth_except: ''\n", "auth_except: []\n", "auth_except: [' ']\n"})
  void noPathsCanBeExceptedInTheFile(String yaml) throws IOException {
    assertThat(resolveFile("auth_file: a\n" + yaml).access().authExcept()).isEmpty();
    assertThat(resolveFile("auth_file: a\nauth_except:\n").access().authExcept()).hasSize(2);
  }

  @Test
  void exceptionsWithoutALoginAreRefused() throws IOException {
    String message = "auth_except: needs auth_file or token_file, neither of which is given";
    assertThatThrownBy(() -> resolve("diag_addr=:1,auth_except=/livez")).hasMessage(message);
    assertThatThrownBy(() -> resolveFile("auth_except: /livez\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    String file = file("token_file: a\n");
    assertThat(resolve("auth_except=/metrics,config=" + file).access().authExcept())
        .containsExactly("/metrics");
  }

  @Test
  void readsTheConfigurationOfARealBot() throws Exception {
    String path = new File(getClass().getResource("tbot.yaml").toURI()).getPath();
    DiagOptions options = resolve("config=" + path);
    assertThat(options.diagAddr()).hasToString("127.0.0.1:3001");
    assertThat(options.debug()).isTrue();
    assertThat(options.warnings()).isEmpty();
  }

  @Test
  void readsEveryKeyFromTheFile() throws IOException {
    DiagOptions options =
        resolveFile(
            """
            diag_addr: '[::1]:3001'
            debug: true
            record: true
            lib_dir: /x
            ssh_handler:
              - a.B#c(int,java.lang.String)
              - d.E#f;g.H#i
            tls_cert: /c.pem
            tls_key: /k.pem
            tls_key_password_file: /p
            tls_client_ca: /ca.pem
            auth_file: /etc/users
            token_file: /etc/tokens
            auth_except:
              - /livez
              - /readyz,/metrics
            allow_host:
              - a.example.com
              - b, C
            """);
    assertThat(options.access().authFile().file()).isEqualTo(new File("/etc/users"));
    assertThat(options.access().tokenFile().file()).isEqualTo(new File("/etc/tokens"));
    assertThat(options.access().authExcept()).containsExactly("/livez", "/readyz", "/metrics");
    assertThat(options.access().allowedHosts()).containsExactly("a.example.com", "b", "c");
    assertThat(options.diagAddr()).hasToString("[::1]:3001");
    assertThat(options.debug()).isTrue();
    assertThat(options.record()).isTrue();
    assertThat(options.libDir()).isEqualTo(new File("/x"));
    assertThat(options.sshHandlers()).hasToString("[a.B#c(int,java.lang.String), d.E#f, g.H#i]");
    assertThat(options.tls().files())
        .hasToString(
            "[tls_cert: /c.pem, tls_key: /k.pem, tls_key_password_file: /p, tls_client_ca: /ca.pem]");
  }

  @Test
  void acceptsOneHandlerAsAString() throws IOException {
    assertThat(resolveFile("ssh_handler: a.B#c\n").sshHandlers()).hasToString("[a.B#c]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "version: v2\n", "debug:\ndiag_addr: ''\n"})
  void acceptsAFileWithoutOptions(String yaml) throws IOException {
    DiagOptions options = resolveFile(yaml);
    assertThat(options.diagAddr()).isNull();
    assertThat(options.debug()).isFalse();
  }

  @Test
  void readsTheFirstOfSeveralDocuments() throws IOException {
    assertThat(resolveFile("diag_addr: ':1'\n---\ndiag_addr: ':2'\n").diagAddr()).hasToString(":1");
  }

  @Test
  void argumentsOverrideTheFileWithAWarning() throws IOException {
    String file = file("diag_addr: 127.0.0.1:1\ndebug: true\nrecord: true\n");
    DiagOptions options = resolve("diag_addr=127.0.0.1:2,debug=false,record,config=" + file);
    assertThat(options.diagAddr()).hasToString("127.0.0.1:2");
    assertThat(options.debug()).isFalse();
    assertThat(options.warnings())
        .containsExactly(
            "diag_addr: the agent argument 127.0.0.1:2 overrides 127.0.0.1:1 from the file " + file,
            "debug: the agent argument false overrides true from the file " + file);
  }

  @Test
  void takesCertificateAndKeyFromDifferentSources() throws IOException {
    DiagOptions options = resolve("tls_cert=/c.pem,config=" + file("tls_key: /k.pem\n"));
    assertThat(options.tls().certificate().file()).isEqualTo(new File("/c.pem"));
    assertThat(options.tls().key().file()).isEqualTo(new File("/k.pem"));
    assertThat(options.tls().keyPassword()).isNull();
    assertThat(options.tls().clientCa()).isNull();
    assertThat(options.warnings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tls_cert=c|tls_cert: needs tls_key, which is not given",
        "tls_key=k|tls_key: needs tls_cert, which is not given",
        "tls_client_ca=a|tls_client_ca: needs tls_cert, which is not given",
        "tls_key_password_file=p|tls_key_password_file: needs tls_key, which is not given",
        "tls_cert=c,tls_client_ca=a|tls_cert: needs tls_key, which is not given",
      })
  void refusesHalfOfWhatTlsNeeds(String arguments, String message) throws IOException {
    assertThatThrownBy(() -> resolve(arguments))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    String yaml = arguments.replace("=", ": ").replace(",", "\n");
    assertThatThrownBy(() -> resolveFile(yaml)).hasMessage(message);
  }

  @Test
  void tellsWhetherTheFilesForTlsAreTheSame() {
    TlsOptions tls = resolve("tls_cert=c,tls_key=k").tls();
    assertThat(Set.of(tls)).contains(resolve("tls_cert=c,tls_key=k").tls());
    assertThat(tls)
        .isNotEqualTo(resolve("tls_cert=c,tls_key=k2").tls())
        .isNotEqualTo(resolve("tls_cert=c,tls_key=k,tls_client_ca=a").tls());
    assertThat(resolve("tls_cert=c,tls_key=k,tls_client_ca=a").tls())
        .isNotEqualTo(resolve("tls_cert=c,tls_key=k,tls_key_password_file=a").tls());
  }

  @Test
  void argumentsNameTheFileBeforeTheEnvironment() throws IOException {
    String file = file("diag_addr: ':1'\n");
    Map<String, String> environment = Map.of("TBOT_CONFIG_PATH", file);
    assertThat(DiagOptions.resolve(AgentArguments.parse(""), environment).diagAddr())
        .hasToString(":1");
    Path other = Files.writeString(folder.resolve("other.yaml"), "diag_addr: ':2'\n");
    assertThat(DiagOptions.resolve(AgentArguments.parse("config=" + other), environment).diagAddr())
        .hasToString(":2");
  }

  @ParameterizedTest
  @CsvSource({
    "true,'',true",
    "1,'',true",
    "T,'',true",
    "false,'',false",
    "0,'',false",
    "'','',false",
    "true,debug=false,false",
    "false,debug,true"
  })
  void readsDebugFromTheEnvironmentUnlessTheArgumentsSetIt(
      String variable, String arguments, boolean expected) {
    DiagOptions options =
        DiagOptions.resolve(AgentArguments.parse(arguments), Map.of("TBOT_DEBUG", variable));
    assertThat(options.debug()).isEqualTo(expected);
    assertThat(options.warnings()).isEmpty();
  }

  @Test
  void ignoresAnInvalidVariableWithAWarning() {
    DiagOptions options =
        DiagOptions.resolve(AgentArguments.parse(""), Map.of("TBOT_DEBUG", "please"));
    assertThat(options.debug()).isFalse();
    assertThat(options.warnings())
        .containsExactly("TBOT_DEBUG: \"please\" is ignored; use true or false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "True", "TRUE", "y", "Y", "yes", "Yes", "YES", "on", "On", "ON"})
  void readsAFlagThatIsOnAsTbotDoes(String value) throws IOException {
    assertThat(resolveFile("debug: " + value + "\n").debug()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"false", "False", "FALSE", "n", "N", "no", "No", "NO", "off", "Off", "OFF", "~"})
  void readsAFlagThatIsOffAsTbotDoes(String value) throws IOException {
    assertThat(resolveFile("debug: " + value + "\ndiag_addr: ~\n").debug()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "diag_addr: 3001|diag_addr: it is the value 3001; it must be a string",
        "diag_addr: [a]|diag_addr: it is a list; it must be a string",
        "diag_addr: h|diag_addr: \"h\": no port; use host:port, [v6]:port or :port, port 0 to"
            + " 65535, or unix:/path/of/a.sock",
        "debug: maybe|debug: it is the string \"maybe\"; it must be true or false",
        "record: 1|record: it is the value 1; it must be true or false",
        "tls_cert: 1|tls_cert: it is the value 1; it must be a string",
        "tls_key: ''|tls_key: no value; give a PEM file",
        "lib_dir: {}|lib_dir: it is a mapping; it must be a string",
        "ssh_handler: {}|ssh_handler: it is a mapping; it must be a string or a list of strings",
        "auth_file: 1|auth_file: it is the value 1; it must be a string",
        "auth_except: 1|auth_except: it is the value 1; it must be a string or a list of strings",
        "allow_host: [true]|allow_host: it is the value true; it must be a string or a list of"
            + " strings",
        "ssh_handler: [1]|ssh_handler: it is the value 1; it must be a string or a list of"
            + " strings",
        "debug: !!set {? a, ? b}|debug: it is a list; it must be true or false",
        "debug: !!binary aGk=|debug: it is binary data; it must be true or false",
        "debug: 123456789012345678901|debug: it is a number of many digits; it must be true or false",
        "- a|the top level is a list; it must be a mapping of options",
        "just text|the top level is the string \"just text\"; it must be a mapping of options",
      })
  void refusesBadFilesInOneLine(String yaml, String what) throws IOException {
    String file = file(yaml);
    assertThatThrownBy(() -> resolve("config=" + file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("config: " + file + ": " + what);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: [1,\n",
        "a: b: c\n",
        "\tx: 1\n",
        "\u0000",
        "a: 1\na: 2\n",
        "a: !t x",
        "a: !!set%2"
      })
  void reportsAFileThatIsNotYaml(String text) throws IOException {
    String file = file(text);
    assertThatThrownBy(() -> resolve("config=" + file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("config: " + file + ": not YAML: ");
  }

  @Test
  void reportsAFileThatIsMissingOrNotRegular() {
    String missing = folder.resolve("none.yaml").toString();
    assertThatThrownBy(() -> resolve("config=" + missing))
        .hasMessage("config: " + missing + ": no such file");
    assertThatThrownBy(() -> resolve("config=" + folder))
        .hasMessage("config: " + folder + ": a directory, not a file");
    assertThatThrownBy(() -> resolve("config=/dev/zero"))
        .hasMessage("config: /dev/zero: not a regular file");
  }

  @Test
  void refusesAFileThatIsNestedTooDeeply() throws IOException {
    String file = file("a: " + "[".repeat(100_000));
    assertThatThrownBy(() -> resolve("config=" + file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("config: " + file + ": nested too deeply");
  }

  @Test
  void refusesAFileThatIsTooLarge() throws IOException {
    String file = file("a: " + "9".repeat(1_000_000));
    assertThatThrownBy(() -> resolve("config=" + file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("config: " + file + ": too large: 1000003 bytes; at most 262144");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: &x [*x]\n", "a: &x {b: *x}\n"})
  void ignoresRecursionInKeysOfOthers(String yaml) throws IOException {
    assertThat(resolveFile(yaml).warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\n:1", "\\e[2J:1", "a\\t:1", "a\\u0085:1"})
  void refusesControlCharactersInAnAddress(String address) throws IOException {
    String file = file("diag_addr: \"" + address + "\"\n");
    assertThatThrownBy(() -> resolve("config=" + file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not an address; use host:port");
  }

  @Test
  void reportsControlCharactersByTheirEscapes() throws IOException {
    assertThatThrownBy(() -> resolve("de\u001b[2Jbug\n"))
        .hasMessageStartingWith("unknown option \"de\\u001b[2Jbug\";");
    assertThatThrownBy(() -> resolve("debug=a\nb\u2028c"))
        .hasMessageStartingWith("debug: \"a b\\u2028c\":");
    String file = file("record: \"a\\n\\e[2J\"");
    assertThatThrownBy(() -> resolve("config=" + file))
        .hasMessageContaining("record: it is the string \"a \\u001b[2J\"");
    assertThatThrownBy(() -> resolve("config=/no\u001b/such"))
        .hasMessage("config: /no\\u001b/such: no such file");
    assertThat(
            DiagOptions.resolve(AgentArguments.parse(""), Map.of("TBOT_DEBUG", "a\nb")).warnings())
        .containsExactly("TBOT_DEBUG: \"a b\" is ignored; use true or false");
  }

  /** Each list has the one before twice, so the text of the last one would fill the heap. */
  @Test
  @Timeout(60)
  void refusesAFileThatMultipliesByAliases() throws IOException {
    StringBuilder yaml = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 25; i++) {
      yaml.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }
    String file = file(yaml + "debug: !!set {? *a24}\n");
    assertThatThrownBy(() -> resolve("config=" + file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("config: " + file + ": not YAML: Number of aliases");
  }
}
