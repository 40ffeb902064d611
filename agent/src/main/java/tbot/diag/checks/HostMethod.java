package tbot.diag.checks;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.TreeSet;
import tbot.diag.config.value.MethodTarget;
import tbot.diag.jvm.PackageAccess;

/**
 * A method without parameters of a class that is there: static, or of the one object that the
 * class's static {@code getInstance()} returns.
 */
final class HostMethod {

  private static final String INSTANCE = "getInstance";
  private static final int MOST_NAMES = 20;

  private final Instrumentation jvm;
  private final Class<?> type;
  private final MethodTarget target;

  HostMethod(Instrumentation jvm, Class<?> type, MethodTarget target) {
    this.jvm = jvm;
    this.type = type;
    this.target = target;
  }

  /**
   * Calls the method.
   *
   * @throws ReflectiveOperationException if it cannot be called
   * @throws LinkageError if types that the class's methods name are missing
   */
  CheckResult call() throws ReflectiveOperationException {
    Method method = find(target.methodName());
    if (method == null) {
      return CheckResult.wrong(
          target.className()
              + " has no method "
              + target.methodName()
              + " without parameters; it has "
              + names());
    }
    Class<?> result = method.getReturnType();
    if (result != boolean.class && result != Boolean.class && result != void.class) {
      return CheckResult.wrong(target + " returns " + result.getName() + ", not boolean");
    }
    return Modifier.isStatic(method.getModifiers()) ? call(method, null) : callOnInstance(method);
  }

  private CheckResult callOnInstance(Method method) throws ReflectiveOperationException {
    Method getter = find(INSTANCE);
    if (getter == null || !Modifier.isStatic(getter.getModifiers())) {
      return CheckResult.wrong(
          target + " is not static, and the class has no static " + INSTANCE + "()");
    }
    Object instance;
    try {
      instance = invoke(getter, null);
    } catch (InvocationTargetException e) {
      return CheckResult.failed(INSTANCE + "() threw " + e.getCause());
    }
    if (!method.getDeclaringClass().isInstance(instance)) {
      return CheckResult.failed(
          INSTANCE + "() returned " + (instance == null ? "null" : instance.getClass().getName()));
    }
    return call(method, instance);
  }

  private CheckResult call(Method method, Object instance) throws ReflectiveOperationException {
    try {
      Object answer = invoke(method, instance);
      boolean passed = method.getReturnType() == void.class || Boolean.TRUE.equals(answer);
      return passed ? CheckResult.PASSED : CheckResult.failed("returned " + answer);
    } catch (InvocationTargetException e) {
      return CheckResult.failed("threw " + e.getCause());
    }
  }

  private Object invoke(Method method, Object instance) throws ReflectiveOperationException {
    PackageAccess.open(jvm, method.getDeclaringClass());
    method.setAccessible(true);
    return method.invoke(instance);
  }

  /** The method without parameters, public or not, inherited or not; null for none. */
  private Method find(String name) {
    for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
      for (Method method : owner.getDeclaredMethods()) {
        if (method.getName().equals(name)
            && method.getParameterTypes().length == 0
            && !method.isBridge()) {
          return method;
        }
      }
    }
    return null;
  }

  private String names() {
    Set<String> names = new TreeSet<String>();
    for (Method method : type.getDeclaredMethods()) {
      if (!method.isSynthetic() && names.size() < MOST_NAMES) {
        names.add(method.getName() + (method.getParameterTypes().length == 0 ? "()" : "(...)"));
      }
    }
    return names.isEmpty() ? "none" : String.join(", ", names);
  }
}
