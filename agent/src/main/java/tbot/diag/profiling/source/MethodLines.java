package tbot.diag.profiling.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Some methods of a class, by name, and their first lines. Overloads count as one method. */
final class MethodLines extends ClassVisitor {

  private final String owner;
  private final Map<String, Integer> lines = new HashMap<>();

  /**
   * Without methods.
   *
   * @param owner the binary name of the class
   */
  MethodLines(String owner) {
    super(Opcodes.ASM9);
    this.owner = owner;
  }

  void add(String method) {
    lines.put(method, 0);
  }

  /** The lowest line of a method that was added, 0 if unknown. */
  int line(String method) {
    return lines.get(method);
  }

  /**
   * Takes the lines from the class file, if it is there. The code of other methods is skipped.
   *
   * @throws RuntimeException if the file is broken, or newer than this reader
   */
  void read(ClassRoot root) throws IOException {
    try (InputStream classFile = root.find(owner.replace('.', '/') + ".class")) {
      if (classFile != null) {
        new ClassReader(classFile).accept(this, ClassReader.SKIP_FRAMES);
      }
    }
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    if (!lines.containsKey(name)) {
      return null;
    }
    return new MethodVisitor(Opcodes.ASM9) {
      @Override
      public void visitLineNumber(int line, Label start) {
        int lowest = lines.get(name);
        if (lowest == 0 || line < lowest) {
          lines.put(name, line);
        }
      }
    };
  }
}
