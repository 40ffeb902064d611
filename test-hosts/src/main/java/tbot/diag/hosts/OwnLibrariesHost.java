package tbot.diag.hosts;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.exporter.httpserver.HTTPServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.matcher.ElementMatchers;
import one.profiler.AsyncProfiler;

/**
 * Uses the agent's libraries, from its own class path.
 *
 * <p>Counts its calls of {@link #handle} on its own metrics page and prints {@code metrics port N}.
 * Its own Byte Buddy agent instruments that method. Standard input takes one command a line: {@code
 * handle} (answers with the results of method and advice), {@code profile} (runs its own profiler
 * for half a second; answers with its version and whether it sampled this class), {@code sources}
 * (where its classes came from). The end of standard input ends the host.
 */
public final class OwnLibrariesHost {

  private static final long PROFILE_NANOS = 500_000_000;

  /** How often the host's own advice has run. */
  public static final AtomicInteger ADVISED = new AtomicInteger();

  private final Counter handled =
      Counter.builder().name("own_handled_total").help("calls").register();

  private OwnLibrariesHost() {}

  /**
   * Runs until the end of standard input.
   *
   * @param arguments ignored
   * @throws Exception when one of the libraries fails
   */
  public static void main(String[] arguments) throws Exception {
    OwnLibrariesHost host = new OwnLibrariesHost();
    host.weave();
    HTTPServer page =
        HTTPServer.builder()
            .hostname("127.0.0.1")
            .port(0)
            .registry(PrometheusRegistry.defaultRegistry)
            .buildAndStart();
    System.out.println("metrics port " + page.getPort());
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println(line + ": " + host.obey(line));
      }
    }
    page.stop();
  }

  private String obey(String command) throws IOException {
    switch (command) {
      case "handle":
        return handle("call") + ", advised " + ADVISED.get();
      case "profile":
        return profile();
      case "sources":
        return source(ByteBuddy.class)
            + " "
            + source(Counter.class)
            + " "
            + source(AsyncProfiler.class);
      default:
        throw new IllegalArgumentException(command);
    }
  }

  /**
   * The method that both agents instrument.
   *
   * @param what anything
   * @return the same, handled
   */
  public String handle(String what) {
    handled.inc();
    return "handled " + what;
  }

  private void weave() {
    new AgentBuilder.Default()
        .disableClassFormatChanges()
        .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
        .type(ElementMatchers.is(OwnLibrariesHost.class))
        .transform(
            (builder, type, loader, module, domain) ->
                builder.visit(Advice.to(Count.class).on(ElementMatchers.named("handle"))))
        .installOn(ByteBuddyAgent.install());
  }

  private static String profile() throws IOException {
    AsyncProfiler profiler = AsyncProfiler.getInstance();
    String version = profiler.getVersion();
    profiler.execute("start,event=itimer,interval=1ms");
    long until = System.nanoTime() + PROFILE_NANOS;
    while (System.nanoTime() < until) {
      ADVISED.compareAndSet(0, 0);
    }
    profiler.execute("stop");
    boolean seen = profiler.execute("collapsed").contains("OwnLibrariesHost.profile");
    return version + " " + (seen ? "saw this" : "saw nothing");
  }

  private static String source(Class<?> type) {
    String location = type.getProtectionDomain().getCodeSource().getLocation().getPath();
    return location.substring(location.lastIndexOf('/') + 1);
  }

  /** The host's own advice. */
  public static final class Count {

    private Count() {}

    @Advice.OnMethodEnter
    static void enter() {
      ADVISED.incrementAndGet();
    }
  }
}
