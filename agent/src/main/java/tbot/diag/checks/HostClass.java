package tbot.diag.checks;

import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import tbot.diag.jvm.ClassInitialization;

/**
 * A class of the host by its name, once the host uses it. It is looked for among the loaded
 * classes: to ask a class loader would load the class, and to call a class that the host has not
 * initialised would run its initializer earlier than the host does. It is held weakly, so that its
 * class loader can go.
 */
final class HostClass {

  private final Instrumentation jvm;
  private final String name;
  private WeakReference<Class<?>> found = new WeakReference<Class<?>>(null);

  HostClass(Instrumentation jvm, String name) {
    this.jvm = jvm;
    this.name = name;
  }

  /** The class, of several of this name any; null while it is not loaded and initialised. */
  Class<?> find() {
    Class<?> known = found.get();
    if (known == null) {
      known = search();
      found = new WeakReference<Class<?>>(known);
    }
    return known;
  }

  private Class<?> search() {
    for (Class<?> loaded : jvm.getAllLoadedClasses()) {
      if (loaded.getName().equals(name) && ClassInitialization.isDone(jvm, loaded)) {
        return loaded;
      }
    }
    return null;
  }

  /** The binary name. */
  @Override
  public String toString() {
    return name;
  }
}
