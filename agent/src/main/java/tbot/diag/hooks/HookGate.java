package tbot.diag.hooks;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.IllegalClassFormatException;
import java.security.ProtectionDomain;

/**
 * Passes classes to the hooks. The entry class keeps this one transformer until the agent stops,
 * while the hooks come and go behind it.
 */
public final class HookGate implements ClassFileTransformer {

  private volatile ClassFileTransformer behind;

  @Override
  public byte[] transform(
      ClassLoader loader,
      String internalName,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile)
      throws IllegalClassFormatException {
    ClassFileTransformer transformer = behind;
    return transformer == null
        ? null
        : transformer.transform(loader, internalName, redefined, domain, classFile);
  }

  /**
   * Passes classes to this transformer from now on.
   *
   * @param transformer null leaves all classes as they are
   */
  void leadTo(ClassFileTransformer transformer) {
    behind = transformer;
  }
}
