package tbot.diag.hooks;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.IllegalClassFormatException;
import java.security.ProtectionDomain;
import java.util.function.Supplier;

/**
 * The one transformer that the JVM knows of, there from before the host's {@code main}.
 *
 * <p>Until the hooks are set up it judges by the name alone whether a class may have to be hooked;
 * the first that may waits for the hooks, so that none is missed. It lets through too many rather
 * than too few. From then on the hooks decide.
 */
public final class HookGate implements ClassFileTransformer {

  private static final String MINA_SSHD = "org/apache/sshd/";

  private static final ClassLoader OWN_LOADER = HookGate.class.getClassLoader();

  private final String arguments;
  private final Supplier<ClassFileTransformer> hooks;
  private volatile ClassFileTransformer behind;
  private volatile boolean decided;

  /**
   * A gate.
   *
   * @param arguments the agent arguments, unread, or null: a class that they name may be a handler
   * @param hooks gives the transformer of the hooks, setting them up if need be; null when there
   *     are none
   */
  public HookGate(String arguments, Supplier<ClassFileTransformer> hooks) {
    this.arguments = arguments;
    this.hooks = hooks;
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String internalName,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile)
      throws IllegalClassFormatException {
    ClassFileTransformer transformer;
    if (loader != null && loader == OWN_LOADER) {
      Unseen.shown(internalName);
    }
    if (decided) {
      transformer = behind;
    } else if (loader != null && internalName != null && mayBeHooked(internalName)) {
      transformer = hooks.get();
    } else {
      return null;
    }
    return transformer == null
        ? null
        : transformer.transform(loader, internalName, redefined, domain, classFile);
  }

  private boolean mayBeHooked(String internalName) {
    return internalName.startsWith(MINA_SSHD)
        || (arguments != null && arguments.contains(internalName.replace('/', '.')));
  }

  /** Leads to the hooks from now on; null leads to nothing. */
  void leadTo(ClassFileTransformer transformer) {
    behind = transformer;
    decided = true;
  }
}
