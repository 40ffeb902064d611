package tbot.diag;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentTest {

  private static final ClassLoader LOADER = AgentTest.class.getClassLoader();

  /** Contains a comma, so it is quoted for {@code CsvSource}. */
  private static final String ARGUMENTS = "'diag_addr=:3001,ssh_handler=com.example.Mux#handle'";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.sun.tools.javac.Main -d out A.java",
        "jdk.compiler/com.sun.tools.javac.Main -d out A.java",
        "jdk.jcmd/sun.tools.jcmd.JCmd 4711 help",
        "sun.tools.jcmd.JCmd 4711 help",
        "java.base/sun.security.tools.keytool.Main -list",
        "sun.security.tools.keytool.Main -list",
        "jdk.jshell/jdk.internal.jshell.tool.JShellToolProvider",
      })
  void recognisesToolsOfTheJdk(String command) {
    assertThat(Agent.isJdkTool(command)).isTrue();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "bot.jar --listen 2222",
        "com.example.Main",
        "com.example.bot/com.example.bot.Main",
        "/opt/bot/jdk.jar",
        "com.sunny.Main",
        "jdkbot.Main",
        "jdk.x.jar --listen 2222",
        "jdk.x.jar",
        "jdk.compiler/com.sun.tools.javac.launcher.Main Bot.java --listen 2222",
        "jdk.compiler/com.sun.tools.javac.launcher.SourceLauncher Bot.java",
      })
  void takesOtherProgramsForHosts(String command) {
    assertThat(Agent.isJdkTool(command)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "org/apache/sshd/server/session/AbstractServerSession,",
    "org/apache/sshd/server/SshServer,",
    "org/apache/sshd/server/session/AbstractServerSession," + ARGUMENTS,
    "tbot/diag/api/Service,",
    "com/example/Mux," + ARGUMENTS,
  })
  void sessionsServersAndClassesInTheArgumentsMayBeHooked(String internalName, String arguments) {
    assertThat(Agent.mayBeHooked(LOADER, internalName, arguments)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "com/example/Mux,",
    "tbot/diag/api/Services,",
    "com/example/Other," + ARGUMENTS,
    "org/apache/other/session/Session," + ARGUMENTS,
    "org/apache/sshd/server/SshServerX," + ARGUMENTS,
    "org/apache/sshd/client/SshClient," + ARGUMENTS,
    "," + ARGUMENTS,
  })
  void otherClassesAreNotHooked(String internalName, String arguments) {
    assertThat(Agent.mayBeHooked(LOADER, internalName, arguments)).isFalse();
  }

  @Test
  void classesOfTheJdkAreNeverHooked() {
    assertThat(Agent.mayBeHooked(null, "java/util/List", "lib_dir=/java.util.List")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1.8,false", "9,false", "17,false", "23,false", "24,true", "25,true", "100,true"})
  void hasAotCachesFromJava24On(String javaVersion, boolean expected) {
    assertThat(Agent.hasAotCaches(javaVersion)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "java\0-javaagent:tbot-diag.jar=debug\0-jar\0bot.jar\0PATH=/bin\0",
        "java\0-jar\0bot.jar\0JAVA_TOOL_OPTIONS=-javaagent:tbot-diag.jar -Xmx64m\0",
      })
  void findsNoAgentBesidesOurs(String options) {
    assertThat(Agent.mayNameAnotherAgent(options)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "java\0Bot\0",
        "java\0-javaagent:other.jar\0-javaagent:tbot-diag.jar\0Bot\0",
        "java\0-javaagent:tbot-diag.jar\0Bot\0JAVA_TOOL_OPTIONS=-javaagent:other.jar\0",
        "java\0-javaagent:tbot-diag.jar\0@options\0Bot\0",
        "java\0-javaagent:tbot-diag.jar\0Bot\0JDK_JAVA_OPTIONS=@options\0",
        "java\0-javaagent:tbot-diag.jar\0-XX:VMOptionsFile=options\0Bot\0",
        "java\0-javaagent:tbot-diag.jar\0-XX:Flags=.hotspotrc\0Bot\0",
      })
  void findsAnotherAgentOrAFileOfOptions(String options) {
    assertThat(Agent.mayNameAnotherAgent(options)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "/a b/tbot-diag.jar list,/a b/tbot-diag.jar,true",
    "tbot-diag.jar,tbot-diag.jar,true",
    "tbot-diag.jar2 list,tbot-diag.jar,false",
    "com.example.Main,tbot-diag.jar,false",
    "com.example.Main,'',false",
  })
  void aJarIsStartedFromIfTheLauncherRunsIt(String command, String jar, boolean started) {
    assertThat(Agent.isStartedFrom(command, jar)).isEqualTo(started);
  }
}
