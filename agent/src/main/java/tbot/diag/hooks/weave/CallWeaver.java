package tbot.diag.hooks.weave;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Puts calls of the bridge into a library's methods.
 *
 * <p>It uses Byte Buddy's class visitors only. They are a twentieth of the classes that weaving
 * advice loads, and a host with SSH waits for them when its first session class loads. A call does
 * not branch: the stack map frames stay valid and no other type is resolved. What a method throws
 * is reported by an exception handler at its end, with one frame that needs no other type either.
 * No member is added, so a class that is already loaded can be woven too.
 */
public final class CallWeaver {

  private static final int MAJOR_VERSION = 0xffff;

  /** Java 6. */
  private static final int FIRST_WITH_FRAMES = Opcodes.V1_6;

  private final String bridge;
  private final WeaveLog log;

  /**
   * @param bridge a class with the methods of {@link LibraryEvent}, which the host's classes see
   */
  public CallWeaver(Class<?> bridge, WeaveLog log) {
    this.bridge = Type.getInternalName(bridge);
    this.log = log;
  }

  /**
   * Weaves one class.
   *
   * @param className its binary name
   * @param classFile its class file, left as it is
   * @param hooks what to hook in it
   * @return the woven class file, or null when no hook matches, which is logged
   * @throws RuntimeException if the class file cannot be read or woven
   */
  public byte[] weave(String className, byte[] classFile, List<EventHook> hooks) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    HookedClass hooked = new HookedClass(writer, hooks);
    reader.accept(hooked, 0);
    for (EventHook hook : hooks) {
      if (!hooked.hit.contains(hook)) {
        log.failed(
            hook.method(),
            hooked.named.contains(hook) ? hook.method().withoutCode() : unknown(hook));
      }
    }
    return hooked.hit.isEmpty() ? null : writer.toByteArray();
  }

  private static String unknown(EventHook hook) {
    return hook.method() + " is not there: this " + hook.library() + " is counted in part only";
  }

  private final class HookedClass extends ClassVisitor {
    private final List<EventHook> hooks;
    private final List<EventHook> named = new ArrayList<>();
    private final List<EventHook> hit = new ArrayList<>();
    private String internalName;
    private boolean hasFrames;

    HookedClass(ClassWriter writer, List<EventHook> hooks) {
      super(Opcodes.ASM9, writer);
      this.hooks = hooks;
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        String signature,
        String superName,
        String[] interfaces) {
      internalName = name;
      hasFrames = (version & MAJOR_VERSION) >= FIRST_WITH_FRAMES;
      super.visit(version, access, name, signature, superName, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
      for (EventHook hook : hooks) {
        if (hook.method().isNamed(name)
            && hook.method().matches(name, parameterTypes(descriptor))) {
          named.add(hook);
          if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0) {
            hit.add(hook);
            method = hooked(method, access, descriptor, hook);
          }
        }
      }
      return method;
    }

    private MethodVisitor hooked(
        MethodVisitor method, int access, String descriptor, EventHook hook) {
      if ((access & Opcodes.ACC_STATIC) != 0) {
        throw new IllegalStateException(hook.method() + " is static");
      }
      switch (hook.moment()) {
        case ENTERED:
          return new CallAtEntry(method, bridge, hook, descriptor);
        case RETURNED:
          return new CallAtReturn(method, bridge, hook);
        default:
          return new CallAtThrow(method, bridge, hook, hasFrames ? internalName : null);
      }
    }
  }

  private static List<String> parameterTypes(String descriptor) {
    List<String> types = new ArrayList<>();
    for (Type type : Type.getArgumentTypes(descriptor)) {
      types.add(type.getClassName());
    }
    return types;
  }
}
