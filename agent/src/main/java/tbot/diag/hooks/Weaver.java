package tbot.diag.hooks;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.EnumMap;
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
import tbot.diag.hooks.MethodHook.Kind;

/**
 * Copies the advice into class files; the one user of Byte Buddy.
 *
 * <p>It looks at nothing but the class file at hand: it resolves no other type, so it asks no class
 * loader of the host for anything. No member is added, so that a loaded class can be woven too.
 */
final class Weaver {

  private static final int LISTED_METHODS = 30;

  private final WeaveLog log;
  private final ByteBuddy byteBuddy =
      new ByteBuddy()
          .with(TypeValidation.DISABLED)
          .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE);
  private final Map<Kind, Advice> advice = new EnumMap<>(Kind.class);

  /**
   * A weaver.
   *
   * @param hookField the static field from which woven code takes what to call
   */
  Weaver(Field hookField, WeaveLog log) {
    this.log = log;
    Advice.WithCustomMapping source = Advice.withCustomMapping().bind(HookField.class, hookField);
    advice.put(Kind.SESSION_STARTED, source.to(SessionAdvice.Started.class));
    advice.put(Kind.SESSION_AUTHENTICATED, source.to(SessionAdvice.Authenticated.class));
    advice.put(Kind.SESSION_EXCEPTION, source.to(SessionAdvice.ExceptionCaught.class));
    advice.put(Kind.SESSION_DISCONNECTED, source.to(SessionAdvice.Disconnected.class));
    advice.put(Kind.SESSION_ENDED, source.to(SessionAdvice.Ended.class));
    advice.put(Kind.HANDLER, source.to(HandlerAdvice.class));
  }

  /**
   * Weaves one class.
   *
   * @param className its binary name
   * @param classFile its class file, left as it is
   * @param hooks what to hook in it
   * @return the woven class file, or null when no hook matches, which is logged
   */
  byte[] weave(String className, byte[] classFile, List<MethodHook> hooks) {
    ClassFileLocator locator = ClassFileLocator.Simple.of(className, classFile);
    TypeDescription type =
        TypePool.Default.WithLazyResolution.of(locator).describe(className).resolve();
    AsmVisitorWrapper.ForDeclaredMethods wrapper = new AsmVisitorWrapper.ForDeclaredMethods();
    boolean hit = false;
    for (Map.Entry<Kind, List<MethodDescription>> entry : methodsByKind(type, hooks).entrySet()) {
      wrapper =
          wrapper.invokable(
              ElementMatchers.anyOf(entry.getValue().toArray()), advice.get(entry.getKey()));
      hit = true;
    }
    if (!hit) {
      return null;
    }
    DynamicType.Builder<?> builder = byteBuddy.decorate(type, locator).visit(wrapper);
    return builder.make().getBytes();
  }

  private Map<Kind, List<MethodDescription>> methodsByKind(
      TypeDescription type, List<MethodHook> hooks) {
    Map<Kind, List<MethodDescription>> found = new EnumMap<>(Kind.class);
    for (MethodHook hook : hooks) {
      boolean named = false;
      boolean hit = false;
      for (MethodDescription method : type.getDeclaredMethods()) {
        if (!hook.matches(method.getInternalName(), parameterTypes(method))) {
          continue;
        }
        named = true;
        if (method.isAbstract() || method.isNative()) {
          continue;
        }
        hit = true;
        List<MethodDescription> methods = found.get(hook.kind());
        if (methods == null) {
          methods = new ArrayList<>();
          found.put(hook.kind(), methods);
        }
        // Two hooks of one kind may name the same method.
        if (!methods.contains(method)) {
          methods.add(method);
        }
      }
      if (!hit) {
        log.failed(type.getName(), named ? withoutCode(hook) : unknown(hook, type));
      }
    }
    return found;
  }

  private static String withoutCode(MethodHook hook) {
    return hook + " is abstract or native and cannot be hooked; name the class that implements it";
  }

  private static String unknown(MethodHook hook, TypeDescription type) {
    if (hook.kind() != Kind.HANDLER) {
      return hook + " is not there: this Apache MINA SSHD is counted in part only";
    }
    Set<String> declared = new TreeSet<>();
    for (MethodDescription method : type.getDeclaredMethods()) {
      if (method.isMethod() && !method.isSynthetic()) {
        declared.add(method.getName() + '(' + String.join(",", parameterTypes(method)) + ')');
      }
    }
    StringBuilder message = new StringBuilder(hook.toString()).append(" matches no method; ");
    message.append(type.getName()).append(" declares ");
    String separator = "";
    int listed = 0;
    for (String method : declared) {
      if (listed++ == LISTED_METHODS) {
        message.append(" and ").append(declared.size() - LISTED_METHODS).append(" more");
        break;
      }
      message.append(separator).append(method);
      separator = ", ";
    }
    message.append(declared.isEmpty() ? "none" : "");
    return message.append("; name an inherited method by the class that declares it").toString();
  }

  private static List<String> parameterTypes(MethodDescription method) {
    List<String> types = new ArrayList<>();
    for (ParameterDescription parameter : method.getParameters()) {
      types.add(sourceName(parameter.getType().asErasure()));
    }
    return types;
  }

  /** The binary name; of an array, that of its element with brackets, as a user writes it. */
  private static String sourceName(TypeDescription type) {
    return type.isArray() ? sourceName(type.getComponentType()) + "[]" : type.getName();
  }
}
