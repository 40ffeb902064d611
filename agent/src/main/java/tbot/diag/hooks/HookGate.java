package tbot.diag.hooks;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.IllegalClassFormatException;
import java.security.ProtectionDomain;

/** What all classes pass once the agent is open; leads to the hooks as they come and go. */
public final class HookGate implements ClassFileTransformer {

  private static final ClassLoader OWN_LOADER = HookGate.class.getClassLoader();

  private volatile ClassFileTransformer behind;

  @Override
  public byte[] transform(
      ClassLoader loader,
      String internalName,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile)
      throws IllegalClassFormatException {
    if (loader != null && loader == OWN_LOADER) {
      Unseen.shown(internalName);
    }
    ClassFileTransformer transformer = behind;
    return transformer == null
        ? null
        : transformer.transform(loader, internalName, redefined, domain, classFile);
  }

  /** Leads to the hooks from now on; null leads to nothing. */
  void leadTo(ClassFileTransformer transformer) {
    behind = transformer;
  }
}
