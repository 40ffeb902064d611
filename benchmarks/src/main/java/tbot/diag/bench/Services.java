package tbot.diag.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Makes many classes out of one: copies of the file of {@link Service0000} under other names of the
 * same length. A program has thousands of methods, and so has a recording of it.
 */
final class Services extends ClassLoader {

  private static final String TEMPLATE = "Service0000";

  private Services() {
    super(Service.class.getClassLoader());
  }

  /** The layers of a service, each of a class of its own. */
  static Service[] load(int count) throws IOException {
    byte[] template;
    try (InputStream in = Services.class.getResourceAsStream(TEMPLATE + ".class")) {
      template = in.readAllBytes();
    }
    // Latin-1 keeps every byte as it is.
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
