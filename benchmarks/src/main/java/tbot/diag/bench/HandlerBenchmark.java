package tbot.diag.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Measures one call of a handler method; {@link HookCost} runs it with and without the agent. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HandlerBenchmark {

  /** A system property, true in JVMs with the agent: there the handler must be hooked. */
  static final String MUST_BE_HOOKED = "bench.hooked";

  private static final String BRIDGE = "java.lang.TbotDiagBridge4";

  private HookedHandler handler;

  /** Loads the handler, and fails if the agent should have hooked it but has not. */
  @Setup
  public void load() throws ReflectiveOperationException {
    handler = new HookedHandler();
    if (Boolean.getBoolean(MUST_BE_HOOKED)
        && Class.forName(BRIDGE).getField("hook").get(null) == null) {
      throw new IllegalStateException("the handler is not hooked");
    }
  }

  /** One connection, from its start to its end. */
  @Benchmark
  public int connection() {
    return handler.handle(1);
  }
}
