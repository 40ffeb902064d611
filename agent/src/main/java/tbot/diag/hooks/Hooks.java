package tbot.diag.hooks;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import tbot.diag.hooks.weave.ClassHooks;
import tbot.diag.hooks.weave.HookStatus;
import tbot.diag.hooks.weave.WeaveLog;
import tbot.diag.log.Log;

/**
 * The hooks in the host, of any number of {@linkplain HookSet sets}.
 *
 * <p>A class is hooked when it is loaded, or at once if it already is. Nothing of the host is
 * touched, and Byte Buddy is not loaded, before the first class of a hooked library or of a
 * handler.
 */
public final class Hooks implements AutoCloseable {

  private final Instrumentation instrumentation;
  private final HookGate gate;
  private final ConnectionListener listener;
  private final WeaveLog log = new WeaveLog();
  private final HookTransformer transformer;
  private final List<HookSet> sets;
  private volatile HookPlan plan;
  private List<Class<?>> loadedBefore = new ArrayList<>();
  private volatile HostBridge bridge;
  private volatile HookDispatch dispatch;
  private volatile boolean closed;

  private Hooks(
      Instrumentation instrumentation,
      HookGate gate,
      List<HookSet> sets,
      ConnectionListener listener) {
    this.sets = sets;
    this.plan = HookPlan.of(sets);
    this.instrumentation = instrumentation;
    this.gate = gate;
    this.listener = listener;
    transformer =
        new HookTransformer(
            plan,
            log,
            // No lambda: its set-up would cost the host's start more than the hooks do.
            new Supplier<Field>() {
              @Override
              public Field get() {
                return connect();
              }
            },
            new WarmUp(instrumentation),
            new BiConsumer<String, Boolean>() {
              @Override
              public void accept(String className, Boolean loadedBefore) {
                dispatch.hooked(className, loadedBefore);
              }
            });
  }

  /**
   * Installs the hooks, for classes that the host loads from now on. For the others see {@link
   * #hookLoaded}.
   *
   * @param instrumentation the JVM's, with retransformation
   * @param gate the transformer that the JVM knows of; leads here from now on
   * @param sets what to hook
   * @param listener is told of connections from now on
   * @return the handle by which they are changed and removed
   */
  public static Hooks install(
      Instrumentation instrumentation,
      HookGate gate,
      List<HookSet> sets,
      ConnectionListener listener) {
    Hooks hooks = new Hooks(instrumentation, gate, sets, listener);
    gate.leadTo(hooks.transformer);
    return hooks;
  }

  /**
   * Finds the classes that were loaded before the install, for {@link #hookLoaded}. The JVM goes
   * over all its classes for this, and under {@code -Xcheck:jni} prints a warning.
   */
  public synchronized void findLoaded() {
    loadedBefore = loaded(plan.classNames());
  }

  /**
   * Hooks the classes that {@link #findLoaded} found. Not to be called by a transformer: the JVM
   * shows transformers nothing of what one of them has retransformed.
   */
  public synchronized void hookLoaded() {
    retransform(loadedBefore);
    HookDispatch current = dispatch;
    if (current != null) {
      for (Class<?> type : loadedBefore) {
        current.loadedBefore(type);
      }
    }
    loadedBefore = new ArrayList<>();
  }

  /**
   * Replaces what is hooked. Methods that are new in the sets get hooks; methods that are no longer
   * in them lose theirs.
   *
   * @param newSets of the same kinds as before; open connections are kept
   * @throws IllegalStateException after {@link #close}
   */
  public synchronized void replace(List<HookSet> newSets) {
    if (closed) {
      throw new IllegalStateException("the hooks are closed");
    }
    HookPlan newPlan = HookPlan.of(newSets);
    Set<String> changed = newPlan.classNamesThatDifferFrom(plan);
    // Before the new plan: a class that is loaded meanwhile may be woven by it at once.
    for (String className : changed) {
      log.forget(className);
    }
    plan = newPlan;
    transformer.setPlan(newPlan);
    retransform(loaded(changed));
  }

  /** What is hooked by now. */
  public HookStatus status() {
    return log.status(plan.handlerClassNames());
  }

  /**
   * Reports ends that no event reports, such as that of a session whose constructor failed. Starts
   * and ends of other sessions do this too; call it before reading figures, so that they are right
   * in between. It does not block.
   */
  public void reportDropped() {
    HookDispatch current = dispatch;
    if (current != null) {
      current.reportDropped();
    }
  }

  /**
   * Takes everything back: no more reports, and the hooked classes are as they were. What remains
   * is the empty bridge class, which a JVM cannot unload.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    gate.leadTo(null);
    if (bridge != null) {
      try {
        bridge.disconnect(dispatch);
      } catch (IllegalAccessException e) {
        Log.warn("the hooks cannot be disconnected: " + e);
      }
    }
    retransform(loaded(status().hookedClasses()));
  }

  /** On the first hit, so not in premain of a host that has no class to hook. */
  private Field connect() {
    try {
      HostBridge opened = HostBridge.open(instrumentation);
      HookDispatch fresh = new HookDispatch(sets, listener);
      dispatch = fresh;
      bridge = opened;
      if (!closed) {
        opened.connect(fresh);
        if (closed) { // in the meantime, by another thread, which found nothing to disconnect
          opened.disconnect(fresh);
        }
      }
      return opened.field();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(rootOf(e).toString(), e);
    }
  }

  /** Sends loaded classes through all transformers again. */
  private void retransform(List<Class<?>> loaded) {
    if (loaded.isEmpty()) {
      return;
    }
    try {
      // In one step, so that no session starts whose end is not hooked yet.
      instrumentation.retransformClasses(loaded.toArray(new Class<?>[0]));
    } catch (Throwable together) {
      for (Class<?> type : loaded) {
        retransformAlone(type);
      }
    }
  }

  private void retransformAlone(Class<?> type) {
    try {
      instrumentation.retransformClasses(type);
    } catch (Throwable t) {
      log.forget(type.getName());
      ClassHooks hooks = plan.hooksOf(type.getName().replace('.', '/'));
      log.failed(
          type.getName(),
          // Null if the class is to lose its hooks.
          hooks == null ? new ClassHooks() : hooks,
          type.getName() + " cannot be changed and is left as it was: " + t);
    }
  }

  private List<Class<?>> loaded(Set<String> classNames) {
    List<Class<?>> found = new ArrayList<>();
    if (classNames.isEmpty()) {
      return found;
    }
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      // Most are the boot loader's, which are never hooked; asking for their names costs the most.
      if (type.getClassLoader() != null
          && classNames.contains(type.getName())
          && instrumentation.isModifiableClass(type)) {
        found.add(type);
      }
    }
    return found;
  }

  private static Throwable rootOf(Throwable t) {
    Throwable root = t;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
