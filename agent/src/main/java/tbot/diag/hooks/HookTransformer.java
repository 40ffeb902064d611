package tbot.diag.hooks;

import java.lang.instrument.ClassFileTransformer;
import java.lang.reflect.Field;
import java.security.ProtectionDomain;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Sees every class that the host loads and picks the few that are to be hooked.
 *
 * <p>For all others it is one look-up of the name. Only a hit of a library's class makes the {@link
 * CallWeaver}, which loads Byte Buddy's class visitors, and only a handler the {@link
 * AdviceWeaver}, which loads most of Byte Buddy. What these load does not come back here: the JVM
 * calls no transformer for classes that a transformer's own work loads.
 *
 * <p>Classes of a library come some tenths of a second before those to hook in it; the first of
 * them is taken to get ready.
 */
final class HookTransformer implements ClassFileTransformer {

  private final WeaveLog log;
  private final Supplier<Field> firstHit;
  private final Runnable foretold;
  private final AtomicBoolean isForetold = new AtomicBoolean();
  private volatile HookPlan plan;

  // Guarded by this object's lock: two threads of the host may hit first at the same time. What
  // runs under it cannot deadlock, since it loads classes of the agent and of the JDK only.
  private Field hookField;
  private boolean unavailable;
  private CallWeaver callWeaver;
  private AdviceWeaver adviceWeaver;

  /**
   * A transformer.
   *
   * @param firstHit prepares the host and gives the field of the bridge; asked at most once
   * @param foretold run, at most once, for a class after which one to hook will follow; returns at
   *     once
   */
  HookTransformer(HookPlan plan, WeaveLog log, Supplier<Field> firstHit, Runnable foretold) {
    this.plan = plan;
    this.log = log;
    this.firstHit = firstHit;
    this.foretold = foretold;
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
      return weave(loader, internalName, classFile, hooks);
    }
    if (!isForetold.get()
        && plan.foretells(internalName)
        && isForetold.compareAndSet(false, true)) {
      foretold.run();
    }
    return null;
  }

  private byte[] weave(
      ClassLoader loader, String internalName, byte[] classFile, ClassHooks hooks) {
    String className = internalName.replace('/', '.');
    if (loader == null || loader == HookTransformer.class.getClassLoader()) {
      log.failed(className, className + " is no class of the host and is left as it was");
      return null;
    }
    try {
      long start = System.nanoTime();
      byte[] woven = isConnected() ? weave(className, classFile, hooks) : null;
      if (woven != null) {
        log.woven(className, System.nanoTime() - start);
      }
      return woven;
    } catch (Throwable t) {
      // Also an Error: the host must get its class, whatever goes wrong here.
      log.failed(className, className + " cannot be hooked and is left as it was: " + t);
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
            "", "this JVM does not let the agent hook classes, connections stay uncounted: " + t);
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
