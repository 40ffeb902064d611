package tbot.diag.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Makes many classes from one, because a recording of a real program contains thousands of methods.
 * The classes are copies of the class file of {@link Service0000}, with other names of the same
 * length.
 */
final class Services extends ClassLoader {

  private static final String TEMPLATE = "Service0000";

  private Services() {
    super(Service.class.getClassLoader());
  }

  /** Returns the layers of a service, each with a class of its own. */
  static Service[] load(int count) throws IOException {
    byte[] template;
    try (InputStream in = Services.class.getResourceAsStream(TEMPLATE + ".class")) {
      template = in.readAllBytes();
    }
    // In Latin-1, each byte is one character.
    String file = new String(template, StandardCharsets.ISO_8859_1);
    Services loader = new Services();
    Service[] layers = new Service[count];
    try {
      for (int i = 0; i < count; i++) {
        String name = String.format(Locale.ROOT, "Service%04d", i + 1);
        byte[] copy = file.replace(TEMPLATE, name).getBytes(StandardCharsets.ISO_8859_1);
        layers[i] =
            (Service)
                loader
                    .defineClass(Services.class.getPackageName() + "." + name, copy, 0, copy.length)
                    .getDeclaredConstructor()
                    .newInstance();
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    return layers;
  }
}
