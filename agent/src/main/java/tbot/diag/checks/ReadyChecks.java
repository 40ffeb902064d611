package tbot.diag.checks;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tbot.diag.config.value.CheckSpec;
import tbot.diag.config.value.MethodTarget;
import tbot.diag.config.value.TcpTarget;
import tbot.diag.health.ServiceRegistry;

/**
 * The checks of readiness. Each is a service of its name, of the type {@code ready-check}. Used by
 * one thread at a time.
 */
public final class ReadyChecks implements AutoCloseable {

  private static final String TYPE = "ready-check";

  /** After which a class that the host has not loaded is a reason. */
  private static final long CLASS_MILLIS = 60_000;

  private final ServiceRegistry services;
  private final Instrumentation jvm;
  private final long classMillis;
  private final CheckThreads threads = new CheckThreads();
  private final Map<CheckSpec, CheckLoop> running = new HashMap<CheckSpec, CheckLoop>();

  /**
   * The checks of one host.
   *
   * @param services take the reports
   * @param jvm knows the loaded classes
   */
  public ReadyChecks(ServiceRegistry services, Instrumentation jvm) {
    this(services, jvm, CLASS_MILLIS);
  }

  ReadyChecks(ServiceRegistry services, Instrumentation jvm, long classMillis) {
    this.services = services;
    this.jvm = jvm;
    this.classMillis = classMillis;
  }

  /**
   * Runs these checks and no others. Those that ran before with the same settings go on.
   *
   * @param wanted with a name of its own each
   */
  public void follow(List<CheckSpec> wanted) {
    for (CheckSpec spec : new ArrayList<CheckSpec>(running.keySet())) {
      if (!wanted.contains(spec)) {
        running.remove(spec).close();
        services.unregister(spec.name());
      }
    }
    for (CheckSpec spec : wanted) {
      if (!running.containsKey(spec)) {
        CheckLoop loop =
            new CheckLoop(spec, check(spec), services.register(spec.name(), TYPE), threads);
        running.put(spec, loop);
        loop.start();
      }
    }
  }

  private Check check(CheckSpec spec) {
    return spec.target() instanceof TcpTarget
        ? new TcpCheck((TcpTarget) spec.target(), spec.timeoutMillis())
        : new MethodCheck(jvm, (MethodTarget) spec.target(), classMillis);
  }

  /** Ends all checks and their threads, and removes their services. Waits for none. */
  @Override
  public void close() {
    for (CheckSpec spec : running.keySet()) {
      services.unregister(spec.name());
    }
    threads.close();
    running.clear();
  }
}
