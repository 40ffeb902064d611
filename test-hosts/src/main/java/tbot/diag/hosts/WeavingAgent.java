package tbot.diag.hosts;

import java.lang.instrument.Instrumentation;
import java.util.concurrent.atomic.AtomicInteger;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.matcher.ElementMatchers;

/**
 * An agent that adds advice to all constructors and methods of the classes that ours hooks, loaded
 * ones too, with the host's own Byte Buddy. At the end of the host it prints {@code woven calls N}.
 */
public final class WeavingAgent {

  /** How often advice ran. */
  public static final AtomicInteger CALLS = new AtomicInteger();

  private WeavingAgent() {}

  /**
   * Installs the advice before the host starts.
   *
   * @param arguments ignored
   * @param instrumentation the JVM's, with retransformation
   */
  public static void premain(String arguments, Instrumentation instrumentation) {
    agentmain(arguments, instrumentation);
  }

  /**
   * Installs the advice in a running host.
   *
   * @param arguments ignored
   * @param instrumentation the JVM's, with retransformation
   */
  public static void agentmain(String arguments, Instrumentation instrumentation) {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> System.out.println("woven calls " + CALLS)));
    new AgentBuilder.Default()
        .disableClassFormatChanges()
        .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
        .with(AgentBuilder.Listener.StreamWriting.toSystemError().withErrorsOnly())
        .type(
            ElementMatchers.named("org.apache.sshd.server.session.AbstractServerSession")
                .or(ElementMatchers.named("org.apache.sshd.common.session.helpers.SessionHelper"))
                .or(
                    ElementMatchers.named(
                        "org.apache.sshd.common.session.helpers.AbstractSession")))
        .transform(
            (builder, type, loader, module, domain) ->
                builder
                    .visit(Advice.to(Entered.class).on(ElementMatchers.isMethod()))
                    .visit(Advice.to(Created.class).on(ElementMatchers.isConstructor())))
        .installOn(instrumentation);
  }

  /** Advice for methods, with an entry, an exit for exceptions, and local variables. */
  public static final class Entered {
    private Entered() {}

    /** Counts. */
    @Advice.OnMethodEnter
    public static int enter() {
      return CALLS.incrementAndGet();
    }

    /** Uses all of its arguments, so that Byte Buddy must pass them. */
    @Advice.OnMethodExit(onThrowable = Throwable.class)
    public static void exit(
        @Advice.Enter int count,
        @Advice.AllArguments Object[] arguments,
        @Advice.Thrown Throwable thrown) {
      if (count == 0 && arguments.length == 0 && thrown == null) {
        throw new AssertionError();
      }
    }
  }

  /** Advice for the end of constructors. */
  public static final class Created {
    private Created() {}

    /** Counts. */
    @Advice.OnMethodExit
    public static void exit() {
      CALLS.incrementAndGet();
    }
  }
}
