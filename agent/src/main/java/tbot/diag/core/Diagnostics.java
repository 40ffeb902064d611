package tbot.diag.core;

import java.io.Closeable;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Adapts the {@link DiagnosticsService} to the contract of the entry class, which may come from
 * another version of the agent: it finds this class by its name, and knows types of {@code java.*}
 * only. Neither the name of this class nor its interfaces may change.
 */
public final class Diagnostics
    implements BiFunction<String, Instrumentation, ClassFileTransformer>,
        Runnable,
        Consumer<String>,
        Supplier<String>,
        BooleanSupplier,
        Closeable {

  private final DiagnosticsService service = new DiagnosticsService();

  /** As {@link DiagnosticsService#hook}. */
  @Override
  public ClassFileTransformer apply(String arguments, Instrumentation jvm) {
    return service.hook(arguments, jvm);
  }

  /** As {@link DiagnosticsService#start}. */
  @Override
  public void run() {
    service.start();
  }

  /** As {@link DiagnosticsService#reconfigure}. */
  @Override
  public void accept(String arguments) {
    service.reconfigure(arguments);
  }

  /** As {@link DiagnosticsService#awaitOutcome}. */
  @Override
  public String get() {
    return service.awaitOutcome();
  }

  /** As {@link DiagnosticsService#isIdle}. */
  @Override
  public boolean getAsBoolean() {
    return service.isIdle();
  }

  /** As {@link DiagnosticsService#stop}. */
  @Override
  public void close() {
    service.stop();
  }
}
