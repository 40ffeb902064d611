package tbot.diag.jvm;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/** Lets the agent's own classes, and no others, into a package of the JDK. */
public final class PackageAccess {

  private PackageAccess() {}

  /**
   * Opens the package of a class to the agent for deep reflection; on Java 8 all are open. The
   * methods are public API since 9, which this source level does not see.
   *
   * @param instrumentation the JVM's
   * @param member a class of the package
   * @return false on Java 8, which has nothing to open
   * @throws ReflectiveOperationException when this JVM does not let it be opened
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
    return type.getName().substring(0, type.getName().lastIndexOf('.'));
  }
}
