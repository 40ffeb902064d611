package tbot.diag.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tbot.diag.config.option.Options;

class AgentArgumentsTest {

  @Test
  void readsEveryKey() {
    AgentArguments arguments =
        AgentArguments.parse(
            "diag_addr=127.0.0.1:3001,debug,config=tbot.yaml,ssh_handler=a.B#c,record,lib_dir=/x"
                + ",tls_cert=/c.pem,tls_key=/k.pem,tls_key_password_file=/p,tls_client_ca=/ca.pem");
    assertThat(arguments.values().get(Options.DIAG_ADDR)).hasToString("127.0.0.1:3001");
    assertThat(arguments.debug()).isTrue();
    assertThat(arguments.config()).isEqualTo("tbot.yaml");
    assertThat(arguments.sshHandlers()).hasToString("[a.B#c]");
    assertThat(arguments.values().get(Options.RECORD)).isTrue();
    assertThat(arguments.values().get(Options.LIB_DIR)).isEqualTo(new File("/x"));
    assertThat(arguments.values().get(Options.TLS_CERT)).isEqualTo(new File("/c.pem"));
    assertThat(arguments.values().get(Options.TLS_KEY)).isEqualTo(new File("/k.pem"));
    assertThat(arguments.values().get(Options.TLS_KEY_PASSWORD_FILE)).isEqualTo(new File("/p"));
    assertThat(arguments.values().get(Options.TLS_CLIENT_CA)).isEqualTo(new File("/ca.pem"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",", " , ", "jar=/some/tbot-diag.jar", "stop", "stop,jar=x"})
  void acceptsNoOptionsAndKeysOfTheEntryClass(String text) {
    AgentArguments arguments = AgentArguments.parse(text);
    assertThat(arguments.values().get(Options.DIAG_ADDR)).isNull();
    assertThat(arguments.debug()).isFalse();
    assertThat(arguments.sshHandlers()).isEmpty();
  }

  @Test
  void acceptsNoArguments() {
    assertThat(AgentArguments.parse(null).config()).isNull();
  }

  @Test
  void acceptsSeveralHandlersWithParameterTypes() {
    AgentArguments arguments =
        AgentArguments.parse(
            "ssh_handler=a.B#c(int,java.lang.String);d.E#f, ssh_handler=g.H#i(long,int),debug");
    assertThat(arguments.sshHandlers())
        .hasToString("[a.B#c(int,java.lang.String), d.E#f, g.H#i(long,int)]");
    assertThat(arguments.debug()).isTrue();
  }

  @Test
  void aParenthesisInAPathEndsNoArgument() {
    AgentArguments arguments =
        AgentArguments.parse("lib_dir=/a(b,debug,ssh_handler=a.B#c(int,long),config=c).yaml");
    assertThat(arguments.values().get(Options.LIB_DIR)).isEqualTo(new File("/a(b"));
    assertThat(arguments.debug()).isTrue();
    assertThat(arguments.sshHandlers()).hasToString("[a.B#c(int,long)]");
    assertThat(arguments.config()).isEqualTo("c).yaml");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "auth_except=/livez,/readyz|[/livez, /readyz]",
        "auth_except=/livez, /readyz,debug|[/livez, /readyz]",
        "debug,auth_except=/livez;/readyz,auth_except=/metrics,/|[/livez, /readyz, /metrics, /]",
        "auth_except=,debug|[]",
        "auth_except|[]",
      })
  void acceptsSeveralPaths(String text, String paths) {
    assertThat(AgentArguments.parse(text).values().get(Options.AUTH_EXCEPT)).hasToString(paths);
  }

  @Test
  void acceptsSeveralHostNames() {
    AgentArguments arguments =
        AgentArguments.parse("allow_host=Bot.Example.com;b_1,debug,allow_host=c-d");
    assertThat(arguments.values().get(Options.ALLOW_HOST))
        .containsExactly("bot.example.com", "b_1", "c-d");
    assertThat(arguments.debug()).isTrue();
  }

  @Test
  void acceptsAStrayParenthesis() {
    assertThat(AgentArguments.parse("lib_dir=a)b,debug").debug()).isTrue();
  }

  @Test
  void switchesDebugOnAndOff() {
    assertThat(AgentArguments.parse("debug=false").values().get(Options.DEBUG)).isFalse();
    assertThat(AgentArguments.parse("debug=true").values().get(Options.DEBUG)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dbug|unknown option \"dbug\"; valid are diag_addr, debug, config, ssh_handler, ready_check,"
            + " task, record, lib_dir, cmdline, tls_cert, tls_key, tls_key_password_file, tls_client_ca,"
            + " auth_file, token_file, auth_except, allow_host",
        "debug=maybe|debug: \"maybe\": use debug, debug=true or debug=false",
        "record=1|record: \"1\": use record, record=true or record=false",
        "diag_addr=127.0.0.1|diag_addr: \"127.0.0.1\": no port; use host:port, [v6]:port or"
            + " :port, port 0 to 65535, or unix:/path/of/a.sock",
        "diag_addr|diag_addr: \"\": no address; use host:port, [v6]:port or :port, port 0 to"
            + " 65535, or unix:/path/of/a.sock",
        "diag_addr=:1,diag_addr=:2|diag_addr: given twice",
        "config|config: no value; give a YAML file",
        "config=|config: no value; give a YAML file",
        "lib_dir=|lib_dir: no value; give a directory",
        "tls_cert|tls_cert: no value; give a PEM file",
        "tls_key_password_file=|tls_key_password_file: no value; give a file",
        "cmdline=all|cmdline: \"all\": use masked or full",
        "auth_file=|auth_file: no value; give a file of lines user:hash",
        "token_file|token_file: no value; give a file with a token on each line",
        "auth_file=a,auth_file=b|auth_file: given twice",
        "auth_except=livez|auth_except: \"livez\": use paths such as /livez,/readyz, or nothing for"
            + " none",
        "auth_except=/a;b|auth_except: \"b\": use paths such as /livez,/readyz, or nothing for"
            + " none",
        "auth_except=/a%20b|auth_except: \"/a%20b\": use paths such as /livez,/readyz, or nothing"
            + " for none",
        "auth_except=/a?b|auth_except: \"/a?b\": use paths such as /livez,/readyz, or nothing for"
            + " none",
        "auth_except=/livez,debug,/readyz|unknown option \"/readyz\"; valid are diag_addr, debug,"
            + " config, ssh_handler, ready_check, task, record, lib_dir, cmdline, tls_cert,"
            + " tls_key, tls_key_password_file, tls_client_ca, auth_file, token_file, auth_except, allow_host",
        "allow_host=|allow_host: \"\": use a host name, such as bot.example.com, without a port",
        "allow_host=a:80|allow_host: \"a:80\": use a host name, such as bot.example.com, without a"
            + " port",
        "allow_host=http://a|allow_host: \"http://a\": use a host name, such as bot.example.com,"
            + " without a port",
        "allow_host=.a|allow_host: \".a\": use a host name, such as bot.example.com, without a"
            + " port",
      })
  void refusesBadInputInOneLine(String text, String message) {
    assertThatThrownBy(() -> AgentArguments.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssh_handler", "ssh_handler=", "ssh_handler=nohash"})
  void namesTheKeyOfABadHandler(String text) {
    assertThatThrownBy(() -> AgentArguments.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("ssh_handler: ");
  }

  @Test
  void aQuotedJarMayContainCommasAndParentheses() {
    AgentArguments arguments =
        AgentArguments.parse("jar=\"/a,debug,b (c/x.jar\",report,config=/etc/tbot.yaml");

    assertThat(arguments.config()).isEqualTo("/etc/tbot.yaml");
    assertThat(arguments.debug()).isFalse();
  }

  @Test
  void relativePathsAreMadeAbsolute() {
    File here = new File("/home/bot");
    assertThat(
            AgentArguments.withAbsolutePaths(
                "debug, config=bot.yaml ,ssh_handler=a.B#c(int,long),tls_key=/etc/k,lib_dir=",
                here))
        .isEqualTo(
            "debug,config=/home/bot/bot.yaml,ssh_handler=a.B#c(int,long),tls_key=/etc/k,lib_dir=");
    assertThatThrownBy(() -> AgentArguments.withAbsolutePaths("config=x", new File("/a,b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("config: \"/a,b/x\": a path with a comma cannot be an argument");
  }

  @Test
  void aSessionHasATokenOfFullLength() {
    String token = SessionToken.create();
    assertThat(AgentArguments.parse("jar=x,report,session=" + token).session()).isEqualTo(token);
    assertThat(AgentArguments.parse("debug").session()).isNull();
    assertThatThrownBy(() -> AgentArguments.parse("session=0123"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("session: not a token of 72 digits");
  }
}
