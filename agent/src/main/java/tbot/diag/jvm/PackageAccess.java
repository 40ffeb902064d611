package tbot.diag.jvm;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/** Opens a package of the JDK to the agent's own classes, and to no others. */
public final class PackageAccess {

  private PackageAccess() {}

  /**
   * Opens the package of a class to the agent for deep reflection. The methods for this are public
   * API since Java 9; they are called by reflection because this source level is 8.
   *
   * @param instrumentation the JVM's
   * @param member a class of the package
   * @return false on Java 8, where all packages are open
   * @throws ReflectiveOperationException if this JVM does not let the package be opened
   */
  public static boolean open(Instrumentation instrumentation, Class<?> member)
      throws ReflectiveOperationException {
    Method getModule;
    try {
      getModule = Class.class.getMethod("getModule");
    } catch (NoSuchMethodException e) {
      return false;
    }
    Method redefineModule =
        Instrumentation.class.getMethod(
            "redefineModule",
            getModule.getReturnType(),
            Set.class,
            Map.class,
            Map.class,
            Set.class,
            Map.class);
    redefineModule.invoke(
        instrumentation,
        getModule.invoke(member),
        Collections.emptySet(),
        Collections.emptyMap(),
        Collections.singletonMap(
            packageOf(member), Collections.singleton(getModule.invoke(PackageAccess.class))),
        Collections.emptySet(),
        Collections.emptyMap());
    return true;
  }

  private static String packageOf(Class<?> type) {
    int dot = type.getName().lastIndexOf('.');
    return dot < 0 ? "" : type.getName().substring(0, dot);
  }
}
