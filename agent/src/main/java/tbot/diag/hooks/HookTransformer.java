package tbot.diag.hooks;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.function.Supplier;

/**
 * Sees every class that the host loads and picks the few that are to be hooked.
 *
 * <p>For all others it is one look-up of the name. Only a hit asks for the {@link Weaver} and so
 * loads Byte Buddy. What that loads does not come back here: the JVM calls no transformer for
 * classes that a transformer's own work loads.
 */
final class HookTransformer implements ClassFileTransformer {

  private final WeaveLog log;
  private final Supplier<Weaver> firstHit;
  private volatile HookPlan plan;

  private Weaver weaver;
  private boolean unavailable;

  /**
   * A transformer.
   *
   * @param firstHit prepares the host and makes the weaver; asked at most once
   */
  HookTransformer(HookPlan plan, WeaveLog log, Supplier<Weaver> firstHit) {
    this.plan = plan;
    this.log = log;
    this.firstHit = firstHit;
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
    // Hidden and anonymous classes have no name.
    List<MethodHook> hooks = internalName == null ? null : plan.hooksOf(internalName);
    return hooks == null ? null : weave(loader, internalName, classFile, hooks);
  }

  private byte[] weave(
      ClassLoader loader, String internalName, byte[] classFile, List<MethodHook> hooks) {
    String className = internalName.replace('/', '.');
    if (loader == null || loader == HookTransformer.class.getClassLoader()) {
      log.failed(className, className + " is no class of the host and is left as it was");
      return null;
    }
    try {
      long start = System.nanoTime();
      Weaver current = weaver();
      byte[] woven = current == null ? null : current.weave(className, classFile, hooks);
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

  /**
   * Under a lock: two threads of the host may hit first at the same time. It cannot deadlock, since
   * what runs under it loads classes of the agent and of the JDK only, never of the host.
   */
  private synchronized Weaver weaver() {
    if (weaver == null && !unavailable) {
      try {
        weaver = firstHit.get();
      } catch (Throwable t) {
        unavailable = true;
        log.failed(
            "", "this JVM does not let the agent hook classes, connections stay uncounted: " + t);
      }
    }
    return weaver;
  }
}
