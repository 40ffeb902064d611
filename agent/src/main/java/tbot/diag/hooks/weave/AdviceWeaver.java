package tbot.diag.hooks.weave;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.method.ParameterDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/**
 * Copies the advice into handler methods. Nothing else uses Byte Buddy's advice.
 *
 * <p>It reads only the given class file and resolves no other type, so it never asks a class loader
 * of the host. No member is added, so a class that is already loaded can be woven too.
 */
public final class AdviceWeaver {

  private static final int LISTED_METHODS = 10;
  private static final String CONTINUATION = "kotlin.coroutines.Continuation";

  private final WeaveLog log;
  private final ByteBuddy byteBuddy =
      new ByteBuddy()
          .with(TypeValidation.DISABLED)
          .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE);
  private final Field hookField;

  /**
   * @param hookField the static field from which woven code takes what to call
   */
  public AdviceWeaver(Field hookField, WeaveLog log) {
    this.log = log;
    this.hookField = hookField;
  }

  /**
   * Weaves one class.
   *
   * @param className its binary name
   * @param classFile its class file, left as it is
   * @param hooks what to hook in it
   * @return the woven class file, or null when no hook matches, which is logged
   */
  public byte[] weave(String className, byte[] classFile, List<MethodHook> hooks) {
    ClassFileLocator locator = ClassFileLocator.Simple.of(className, classFile);
    TypeDescription type =
        TypePool.Default.WithLazyResolution.of(locator).describe(className).resolve();
    Map<String, List<MethodDescription>> methods = methodsByTask(type, hooks);
    if (methods.isEmpty()) {
      return null;
    }
    AsmVisitorWrapper.ForDeclaredMethods wrapper = new AsmVisitorWrapper.ForDeclaredMethods();
    for (Map.Entry<String, List<MethodDescription>> task : methods.entrySet()) {
      wrapper =
          wrapper.invokable(
              ElementMatchers.anyOf(task.getValue().toArray()), advice(task.getKey()));
    }
    DynamicType.Builder<?> builder = byteBuddy.decorate(type, locator).visit(wrapper);
    return builder.make().getBytes();
  }

  /** A method may be several tasks, and a connection: then it gets the advice of each. */
  private Advice advice(String task) {
    return Advice.withCustomMapping()
        .bind(HookField.class, hookField)
        .bind(HookTask.class, task)
        .to(HandlerAdvice.class);
  }

  private Map<String, List<MethodDescription>> methodsByTask(
      TypeDescription type, List<MethodHook> hooks) {
    Map<String, List<MethodDescription>> found = new LinkedHashMap<>();
    for (MethodHook hook : hooks) {
      boolean named = false;
      boolean hit = false;
      boolean refused = false;
      for (MethodDescription method : type.getDeclaredMethods()) {
        if (!hook.matches(method.getInternalName(), parameterTypes(method))) {
          continue;
        }
        named = true;
        if (method.isAbstract() || method.isNative()) {
          continue;
        }
        if (isSuspendFunction(method)) {
          refused = true;
          continue;
        }
        hit = true;
        List<MethodDescription> methods = found.get(hook.task());
        if (methods == null) {
          methods = new ArrayList<>();
          found.put(hook.task(), methods);
        }
        // Two hooks may name the same method.
        if (!methods.contains(method)) {
          methods.add(method);
        }
      }
      if (refused) {
        log.failed(hook, hook.suspendFunction());
      } else if (!hit) {
        log.failed(hook, named ? hook.withoutCode() : unknown(hook, type));
      }
    }
    return found;
  }

  /** A function of Kotlin that suspends takes what it calls in the end as its last parameter. */
  private static boolean isSuspendFunction(MethodDescription method) {
    List<String> types = parameterTypes(method);
    return !types.isEmpty() && types.get(types.size() - 1).equals(CONTINUATION);
  }

  private static String unknown(MethodHook hook, TypeDescription type) {
    Set<String> declared = new TreeSet<>();
    int before = 0;
    for (MethodDescription method : type.getDeclaredMethods()) {
      if (method.isMethod()
          && !method.isSynthetic()
          && declared.add(method.getName() + '(' + String.join(",", parameterTypes(method)) + ')')
          && method.getName().compareTo(hook.methodName()) < 0) {
        before++;
      }
    }
    return hook
        + " matches no method; "
        + type.getName()
        + " declares "
        + (declared.isEmpty() ? "none" : listed(new ArrayList<>(declared), before))
        + "; name an inherited method by the class that declares it";
  }

  /** The methods next to an index in their order, which most resemble what a user meant. */
  private static String listed(List<String> declared, int index) {
    int more = Math.max(0, declared.size() - LISTED_METHODS);
    int from = Math.max(0, Math.min(index - LISTED_METHODS / 2, more));
    String names = String.join(", ", declared.subList(from, declared.size() - more + from));
    return more == 0 ? names : names + " and " + more + " more";
  }

  private static List<String> parameterTypes(MethodDescription method) {
    List<String> types = new ArrayList<>();
    for (ParameterDescription parameter : method.getParameters()) {
      types.add(sourceName(parameter.getType().asErasure()));
    }
    return types;
  }

  /** The name as a user writes it: of an array, the element's name and brackets. */
  private static String sourceName(TypeDescription type) {
    return type.isArray() ? sourceName(type.getComponentType()) + "[]" : type.getName();
  }
}
