package tbot.diag.it.attach;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.Attach;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.Jcmd;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.testhost.SshHost;

/**
 * A hundred attaches and detaches cost an SSH host no more metaspace than what the JVM loses when
 * any agent changes the same classes and changes them back.
 */
@OnEachJvm
@Tag("soak")
@Timeout(1200)
class ReattachMemoryIT {

  private static final int ROUNDS = 100;

  /** Until then the classes of both are loaded for the first time, and counters of the JVM made. */
  private static final int FIRST_ROUNDS = 3;

  /** Of ours alone, in the rounds that count: 10 KB a round. */
  private static final long ALLOWANCE_BYTES = 1_000_000;

  private static final Pattern USED = Pattern.compile("sun.gc.metaspace.used=(\\d+)");

  @Test
  void metaspaceGrowsByWhatTheJvmLosesAtMost() throws Exception {
    long others = growth(Artifacts.retransformingAgentJar(), "start");
    long ours = growth(Artifacts.agentJar(), "diag_addr=127.0.0.1:0");

    System.out.printf(
        "metaspace, bytes in %d rounds: %d, of an agent that only retransforms %d%n",
        ROUNDS - FIRST_ROUNDS, ours, others);
    assertThat(ours).isLessThan(others + ALLOWANCE_BYTES);
  }

  private static long growth(Path agent, String arguments) throws Exception {
    // The other agent takes its ASM from the class path of the host.
    ChildJvm.Builder java =
        ChildJvm.java().options("-XX:+UsePerfData").classPath(Artifacts.others("libraries"));
    try (SshHost host = SshHost.start(java, "2.20.0")) {
      long before = 0;
      for (int round = 0; round < ROUNDS; round++) {
        if (round == FIRST_ROUNDS) {
          before = metaspace(host.jvm());
        }
        Attach.agent(host.jvm(), agent, arguments);
        Attach.agent(host.jvm(), agent, "stop");
      }
      return metaspace(host.jvm()) - before;
    }
  }

  private static long metaspace(ChildJvm host) throws Exception {
    // Twice: the first collection frees the loaders, the second what waited for their end.
    Jcmd.run(host, "GC.run");
    Jcmd.run(host, "GC.run");
    Matcher used = USED.matcher(Jcmd.run(host, "PerfCounter.print"));
    assertThat(used.find()).isTrue();
    return Long.parseLong(used.group(1));
  }
}
