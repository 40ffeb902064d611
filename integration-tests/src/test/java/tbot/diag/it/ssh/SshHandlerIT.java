package tbot.diag.it.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tbot.diag.it.driver.Metrics;
import tbot.diag.it.driver.SshFigures;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;

/** Handler methods of every shape: each call counts, and its caller notices nothing. */
@Execution(ExecutionMode.CONCURRENT)
class SshHandlerIT {

  private static final String MUX = "tbot.diag.hosts.Mux";

  @OnEachJvm
  @Test
  void everyOverloadCounts() throws IOException {
    try (ChildJvm host = host(MUX + "#handle;" + MUX + "#handleStatic(long)")) {
      assertThat(host.ask("overloads")).isEqualTo("73xNEW9");
      awaitFigures(host, SshFigures.ok(4));
    }
  }

  /** Classes from an AOT cache or loaded by another agent are loaded before the agent. */
  @OnEachJvm
  @Test
  void callsCountInClassesLoadedBefore() throws IOException {
    try (ChildJvm host =
        ChildJvm.java()
            .options("-javaagent:" + Artifacts.testHostsJar() + "=" + MUX)
            .agent("diag_addr=127.0.0.1:0,ssh_handler=" + MUX + "#handle")
            .run("tbot.diag.hosts.HandlerHost")) {
      // Sent before the host is ready, so that it is the first thing that main does.
      host.say("overloads");
      awaitFigures(host, SshFigures.ok(3));
    }
  }

  @Test
  void aSignatureMatchesOneOverload() throws IOException {
    try (ChildJvm host =
        host(MUX + "#handle(byte[],java.lang.String[][],java.lang.Thread$State)")) {
      assertThat(host.ask("overloads")).isEqualTo("73xNEW9");
      awaitFigures(host, SshFigures.ok(1));
      assertNoWarning(host);
    }
  }

  @Test
  void aGenericMethodIsNamedByItsErasure() throws IOException {
    try (ChildJvm host = host(MUX + "#handleAny(java.lang.Comparable)")) {
      assertThat(host.ask("generic")).isEqualTo("any");
      awaitFigures(host, SshFigures.ok(1));
      assertNoWarning(host);
    }
  }

  @OnEachJvm
  @Test
  void anExceptionIsAnError() throws IOException {
    try (ChildJvm host = host(MUX + "#fail")) {
      assertThat(host.ask("failure")).isEqualTo("same true");
      awaitFigures(host, SshFigures.errors(1, "exception"));
    }
  }

  @Test
  void aCancellationIsOk() throws IOException {
    try (ChildJvm host =
        host(MUX + "#interrupted;" + MUX + "#cancelled;" + MUX + "#closedByInterrupt")) {
      assertThat(host.ask("cancels"))
          .isEqualTo("InterruptedException CancellationException ClosedByInterruptException");
      awaitFigures(host, SshFigures.ok(3));
    }
  }

  @Test
  void aRecursionIsOneConnection() throws IOException {
    try (ChildJvm host = host(MUX + "#recurse;" + MUX + "#recurseAndFail")) {
      assertThat(host.ask("recursion")).isEqualTo("5 the bottom 3");
      awaitFigures(host, SshFigures.ok(2).plus(SshFigures.errors(1, "exception")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    MUX + "#serve",
    MUX + "$Sub#serve",
    MUX + "#serve;" + MUX + "$Sub#serve;" + MUX + "#handle",
  })
  void aSuperCallIsTheSameConnection(String handlers) throws IOException {
    try (ChildJvm host = host(handlers)) {
      assertThat(host.ask("superCall")).isEqualTo("sub of base");
      awaitFigures(host, SshFigures.ok(1));
    }
  }

  @OnEachJvm
  @Test
  void aDefaultMethodOfAnInterfaceCounts() throws IOException {
    try (ChildJvm host = host(MUX + "$Serves#greet")) {
      assertThat(host.ask("defaultMethod")).isEqualTo("hello");
      awaitFigures(host, SshFigures.ok(1));
    }
  }

  @OnEachJvm
  @Test
  void aReturnedStageEndsTheConnection() throws IOException {
    try (ChildJvm host = host(MUX + "#stage;" + MUX + "#anything")) {
      assertThat(host.ask("openStages")).isEqualTo("same true");
      awaitFigures(host, SshFigures.open(2));
      assertThat(host.ask("completeStages")).isEqualTo("2");
      awaitFigures(host, SshFigures.ok(2));

      host.ask("openStages");
      host.ask("failStages");
      awaitFigures(host, SshFigures.ok(2).plus(SshFigures.errors(2, "exception")));

      host.ask("openStages");
      host.ask("cancelStages");
      host.ask("stageOfCancelled");
      awaitFigures(host, SshFigures.ok(5).plus(SshFigures.errors(2, "exception")));
    }
  }

  @Test
  void aCompleteStageEndsTheConnectionAtOnce() throws IOException {
    try (ChildJvm host = host(MUX + "#stage")) {
      assertThat(host.ask("completedStages")).isEqualTo("CompletableFuture");
      awaitFigures(host, SshFigures.ok(2).plus(SshFigures.errors(1, "exception")));
      assertThat(host.ask("hostileStage")).isEqualTo("same true");
      awaitFigures(host, SshFigures.ok(3).plus(SshFigures.errors(1, "exception")));
    }
  }

  @OnEachJvm
  @Test
  void theClassIsHookedInEachLoader() throws IOException {
    try (ChildJvm host = host(MUX + "#handle")) {
      assertThat(host.ask("otherLoaders")).isEqualTo("2");
      awaitFigures(host, SshFigures.ok(2));
      assertNoWarning(host);
    }
  }

  @OnEachJvm
  @Test
  void virtualThreadsCount() throws IOException {
    assumeTrue(ChildJvm.feature() >= 21, "virtual threads need Java 21");
    try (ChildJvm host = host(MUX + "#recurse")) {
      assertThat(host.ask("virtualThreads")).isEqualTo("1000");
      awaitFigures(host, SshFigures.ok(1000));
    }
  }

  @Test
  void noThreadLocalIsLeft() throws IOException {
    // Java 8 does not know --add-opens and ignores it.
    ChildJvm.Builder java =
        ChildJvm.java()
            .options(
                "-XX:+IgnoreUnrecognizedVMOptions", "--add-opens=java.base/java.lang=ALL-UNNAMED");
    try (ChildJvm host = start(java, MUX + "#recurse;" + MUX + "#recurseAndFail")) {
      assertThat(host.ask("threadLocals")).isEqualTo("left 0");
      awaitFigures(host, SshFigures.ok(1).plus(SshFigures.errors(1, "exception")));
    }
  }

  @Test
  void anUnknownNameIsWarnedOf() throws IOException {
    try (ChildJvm host = host(MUX + "$Plan#sevre;" + MUX + "$Plan#report(int)")) {
      host.ask("plans");
      String declared = " matches no method; " + MUX + "$Plan declares ";
      assertThat(host.awaitStderr(MUX + "$Plan#sevre"))
          .contains(declared + "report(java.lang.String,int[]), serve();");
      assertThat(host.awaitStderr(MUX + "$Plan#report(int)")).contains(declared);
      assertThat(host.stderr()).filteredOn(line -> line.contains("warning")).hasSize(2);
    }
  }

  @Test
  void aMethodWithoutCodeIsWarnedOf() throws IOException {
    try (ChildJvm host = host(MUX + "$Plan#serve")) {
      host.ask("plans");
      assertThat(host.awaitStderr("warning"))
          .contains(MUX + "$Plan#serve is abstract or native")
          .contains("name the class that implements it");
      awaitFigures(host, SshFigures.NONE);
    }
  }

  @Test
  void twoNamesOfOneMethodCountOnce() throws IOException {
    try (ChildJvm host = host(MUX + "#handle;" + MUX + "#handle(int);" + MUX + "#handle()")) {
      host.ask("overloads");
      awaitFigures(host, new SshFigures(3, 3, 0, 0, Map.of()));
    }
  }

  private static ChildJvm host(String handlers) throws IOException {
    return start(ChildJvm.java(), handlers);
  }

  private static ChildJvm start(ChildJvm.Builder java, String handlers) throws IOException {
    ChildJvm host =
        java.agent("diag_addr=127.0.0.1:0,ssh_handler=" + handlers)
            .run("tbot.diag.hosts.HandlerHost");
    host.awaitStdout("ready");
    host.awaitDiagPort();
    return host;
  }

  private static void awaitFigures(ChildJvm host, SshFigures expected) {
    Metrics.awaitAdded(expected, SshFigures.NONE, host, host.awaitDiagPort());
  }

  private static void assertNoWarning(ChildJvm host) {
    assertThat(host.stderr()).singleElement().asString().contains("listening on");
  }
}
