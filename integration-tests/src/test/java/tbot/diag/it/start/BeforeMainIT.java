package tbot.diag.it.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;

/** The classes that the JVM loads before the host's {@code main} because of the agent. */
@OnEachJvm
@Timeout(600)
class BeforeMainIT {

  private static final int ATTEMPTS = 5;
  private static final String CORE = " tbot.diag.core.Diagnostics ";
  private static final String MAIN = " tbot.diag.hosts.IdleHost ";

  /** Of a line on standard output: the name of the class, with {@code -verbose:class}. */
  private static final Pattern LOADED = Pattern.compile("Loaded (\\S+) from |\\] (\\S+) source: ");

  /** What the JVM loads to link a lambda expression or another {@code invokedynamic}. */
  private static final Pattern LAMBDA =
      Pattern.compile("java\\.lang\\.invoke\\..*|.*(?:\\$\\$Lambda|LambdaForm).*");

  @Test
  void theEntryIsTheOnlyClassOfOurs() throws Exception {
    List<String> log = ofOurs(",debug,ssh_handler=com.example.Never#handle");
    List<String> beforeMain = log.subList(0, indexOf(log, MAIN));

    assertThat(indexOf(log, CORE)).isGreaterThan(beforeMain.size());
    assertThat(beforeMain)
        .filteredOn(line -> line.contains("tbot-diag.jar"))
        .singleElement(STRING)
        .contains("tbot.diag.Agent ");
  }

  /** The JVM loads the exceptions that methods of the entry catch or declare. */
  @Test
  void noExceptionIsLoadedForTheEntry() throws Exception {
    List<String> log = ofOurs(",debug");

    assertThat(log.subList(0, indexOf(log, MAIN)))
        .noneMatch(line -> line.contains("IllegalClassFormatException"))
        .noneMatch(line -> line.contains("URISyntaxException"));
  }

  /** A first lambda expression takes 50 ms. The JVM loads some of these classes by itself. */
  @Test
  void noLambdaIsLinked() throws Exception {
    List<String> empty = lambdas(ofEmptyAgent());
    assertThat(empty).isNotEmpty();

    List<String> added = new ArrayList<>(lambdas(ofOurs(",debug")));
    empty.forEach(added::remove);
    assertThat(added).isEmpty();
  }

  private static List<String> lambdas(List<String> log) {
    return log.subList(0, indexOf(log, MAIN)).stream()
        .map(LOADED::matcher)
        .filter(Matcher::find)
        .map(line -> line.group(1) == null ? line.group(2) : line.group(1))
        .filter(name -> LAMBDA.matcher(name).matches())
        .map(name -> name.replaceFirst("/.*", "")) // the address of a hidden class
        .toList();
  }

  /**
   * The classes that an idle host loads, in order, until the agent listens. On a busy machine main
   * may come later than the agent's thread, which waits for 100 ms only; then it starts another.
   */
  private static List<String> ofOurs(String moreArguments) throws Exception {
    List<String> log = List.of();
    for (int i = 0; i < ATTEMPTS; i++) {
      try (ChildJvm host =
          ChildJvm.java()
              .options("-verbose:class")
              .agent("diag_addr=127.0.0.1:0" + moreArguments)
              .run("tbot.diag.hosts.IdleHost")) {
        host.awaitDiagPort();
        log = classLog(host);
        if (indexOf(log, CORE) > indexOf(log, MAIN)) {
          return log;
        }
      }
    }
    return log;
  }

  private static List<String> ofEmptyAgent() throws Exception {
    try (ChildJvm host =
        ChildJvm.java()
            .options("-verbose:class", "-javaagent:" + Artifacts.emptyAgentJar())
            .run("tbot.diag.hosts.IdleHost")) {
      return classLog(host);
    }
  }

  private static List<String> classLog(ChildJvm host) throws Exception {
    host.awaitStdout("ready");
    host.endInput();
    assertThat(host.awaitExit()).as(host.transcript()).isZero();
    return host.stdout();
  }

  private static int indexOf(List<String> log, String text) {
    for (int i = 0; i < log.size(); i++) {
      if (log.get(i).contains(text)) {
        return i;
      }
    }
    throw new AssertionError("not loaded: " + text);
  }
}
