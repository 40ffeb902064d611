package tbot.diag.hooks;

import java.lang.instrument.ClassFileTransformer;
import java.lang.reflect.Field;
import java.security.ProtectionDomain;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import tbot.diag.hooks.weave.AdviceWeaver;
import tbot.diag.hooks.weave.CallWeaver;
import tbot.diag.hooks.weave.ClassHooks;
import tbot.diag.hooks.weave.WeaveLog;

/**
 * Sees every class that the host loads and hooks the few that the plan names.
 *
 * <p>For all others it looks up the name and no more. Only a hit of a library's class makes the
 * {@link CallWeaver}, which loads Byte Buddy's class visitors, and only a handler the {@link
 * AdviceWeaver}, which loads most of Byte Buddy. What these load does not come back here: the JVM
 * calls no transformer for classes that a transformer's own work loads.
 *
 * <p>The first class of a library loads some tenths of a second before the first class to hook in
 * it. That time is used to warm up.
 */
final class HookTransformer implements ClassFileTransformer {

  private final WeaveLog log;
  private final Supplier<Field> firstHit;
  private final Runnable warmUp;
  private final BiConsumer<String, Boolean> hooked;
  private final AtomicBoolean isWarmingUp = new AtomicBoolean();
  private volatile HookPlan plan;

  // Guarded by this object's lock: two threads of the host may hit first at the same time. What
  // runs under it cannot deadlock: it loads only classes of the agent and of the JDK.
  private Field hookField;
  private boolean unavailable;
  private CallWeaver callWeaver;
  private AdviceWeaver adviceWeaver;

  /**
   * @param firstHit prepares the host and returns the field of the bridge; called at most once
   * @param warmUp run at the first class of a library, at most once; must return at once
   * @param hooked told the binary name of each class that carries hooks from now on, and whether it
   *     was loaded before
   */
  HookTransformer(
      HookPlan plan,
      WeaveLog log,
      Supplier<Field> firstHit,
      Runnable warmUp,
      BiConsumer<String, Boolean> hooked) {
    this.plan = plan;
    this.log = log;
    this.firstHit = firstHit;
    this.warmUp = warmUp;
    this.hooked = hooked;
  }

  void setPlan(HookPlan newPlan) {
    plan = newPlan;
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String internalName,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile) {
    if (internalName == null) {
      // Hidden and anonymous classes have no name.
      return null;
    }
    ClassHooks hooks = plan.hooksOf(internalName);
    if (hooks != null) {
      return weaveByPlan(loader, internalName, redefined != null, classFile, hooks);
    }
    if (!isWarmingUp.get()
        && plan.isOfLibrary(internalName)
        && isWarmingUp.compareAndSet(false, true)) {
      warmUp.run();
    }
    return null;
  }

  /**
   * Weaves again if the hooks of the class have changed meanwhile. The class is still being loaded,
   * so who changed them has not found it among the loaded ones.
   */
  private byte[] weaveByPlan(
      ClassLoader loader,
      String internalName,
      boolean loadedBefore,
      byte[] classFile,
      ClassHooks planned) {
    String className = internalName.replace('/', '.');
    ClassHooks hooks = planned;
    byte[] woven = weave(loader, className, loadedBefore, classFile, hooks);
    for (ClassHooks current = plan.hooksOf(internalName);
        !hooks.equals(current);
        current = plan.hooksOf(internalName)) {
      log.forget(className);
      if (current == null) {
        return null;
      }
      hooks = current;
      woven = weave(loader, className, loadedBefore, classFile, hooks);
    }
    return woven;
  }

  private byte[] weave(
      ClassLoader loader,
      String className,
      boolean loadedBefore,
      byte[] classFile,
      ClassHooks hooks) {
    if (loader == null || loader == HookTransformer.class.getClassLoader()) {
      log.failed(className, hooks, className + " is no class of the host and is left as it was");
      return null;
    }
    try {
      long start = System.nanoTime();
      byte[] woven = isConnected() ? weave(className, classFile, hooks) : null;
      if (woven != null) {
        hooked.accept(className, loadedBefore);
        log.woven(className, System.nanoTime() - start);
      }
      return woven;
    } catch (Throwable t) {
      // Also an Error: the host must get its class, whatever goes wrong here.
      log.failed(className, hooks, className + " cannot be hooked and is left as it was: " + t);
      return null;
    }
  }

  private byte[] weave(String className, byte[] classFile, ClassHooks hooks) {
    byte[] withCalls =
        hooks.events().isEmpty() ? null : callWeaver().weave(className, classFile, hooks.events());
    if (hooks.handlers().isEmpty()) {
      return withCalls;
    }
    byte[] withAdvice =
        adviceWeaver()
            .weave(className, withCalls == null ? classFile : withCalls, hooks.handlers());
    return withAdvice == null ? withCalls : withAdvice;
  }

  private synchronized boolean isConnected() {
    if (hookField == null && !unavailable) {
      try {
        hookField = firstHit.get();
      } catch (Throwable t) {
        unavailable = true;
        log.failed(
            "this JVM does not let the agent hook classes, connections stay uncounted: " + t);
      }
    }
    return hookField != null;
  }

  private synchronized CallWeaver callWeaver() {
    if (callWeaver == null) {
      callWeaver = new CallWeaver(hookField.getDeclaringClass(), log);
    }
    return callWeaver;
  }

  private synchronized AdviceWeaver adviceWeaver() {
    if (adviceWeaver == null) {
      adviceWeaver = new AdviceWeaver(hookField, log);
    }
    return adviceWeaver;
  }
}
