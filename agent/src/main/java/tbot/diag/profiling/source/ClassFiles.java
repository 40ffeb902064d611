package tbot.diag.profiling.source;

import java.io.IOException;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the class files of loaded classes and reads them, one location after the other. */
final class ClassFiles {

  /** Stands for the location of a class that has none, or several: one for each class loader. */
  private static final String UNCLEAR = "";

  private final long jvmStartMillis;

  /**
   * Of this JVM.
   *
   * @param jvmStartMillis when it started, in milliseconds since the epoch
   */
  ClassFiles(long jvmStartMillis) {
    this.jvmStartMillis = jvmStartMillis;
  }

  /**
   * Reads the lines of methods. What cannot be read has none.
   *
   * @param wanted by the binary names of their classes
   * @param loaded all loaded classes
   */
  void read(Map<String, MethodLines> wanted, Class<?>[] loaded) {
    Map<String, String> locations = locations(wanted, loaded);
    List<MethodLines> ofJdk = new ArrayList<>();
    Map<String, List<MethodLines>> byLocation = new HashMap<>();
    for (Map.Entry<String, MethodLines> entry : wanted.entrySet()) {
      String location = locations.get(entry.getKey());
      if (location == null) {
        ofJdk.add(entry.getValue());
      } else if (!location.equals(UNCLEAR)) {
        byLocation.computeIfAbsent(location, unused -> new ArrayList<>()).add(entry.getValue());
      }
    }
    read(ofJdk, BootRoot::new);
    for (Map.Entry<String, List<MethodLines>> entry : byLocation.entrySet()) {
      read(entry.getValue(), () -> CodeLocation.open(entry.getKey(), jvmStartMillis));
    }
  }

  /**
   * Where the wanted classes are from. Those of the boot loader are left out: the JVM makes and
   * keeps a string for the name of each class that is asked for it, and most classes are the boot
   * loader's.
   */
  private static Map<String, String> locations(Map<String, MethodLines> wanted, Class<?>[] loaded) {
    Map<String, String> locations = new HashMap<>();
    for (Class<?> type : loaded) {
      if (type.getClassLoader() != null && wanted.containsKey(type.getName())) {
        String location = location(type);
        String other = locations.put(type.getName(), location);
        if (other != null && !other.equals(location)) {
          locations.put(type.getName(), UNCLEAR);
        }
      }
    }
    return locations;
  }

  private static String location(Class<?> type) {
    try {
      CodeSource source = type.getProtectionDomain().getCodeSource();
      return source == null || source.getLocation() == null
          ? UNCLEAR
          : source.getLocation().toExternalForm();
    } catch (RuntimeException e) {
      // A URL may have a handler of the host.
      return UNCLEAR;
    }
  }

  private static void read(List<MethodLines> classes, Opener opener) {
    if (classes.isEmpty()) {
      return;
    }
    try (ClassRoot root = opener.open()) {
      for (MethodLines methods : classes) {
        read(methods, root);
      }
    } catch (IOException | RuntimeException e) {
      // No lines then; why is of no use to who takes a profile.
      return;
    }
  }

  private static void read(MethodLines methods, ClassRoot root) {
    try {
      methods.read(root);
    } catch (IOException | RuntimeException e) {
      // As above.
      return;
    }
  }

  /** Opens a location. */
  private interface Opener {
    ClassRoot open() throws IOException;
  }
}
