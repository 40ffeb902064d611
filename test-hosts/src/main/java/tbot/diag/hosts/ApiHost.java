package tbot.diag.hosts;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Reports services by the API, which two class loaders have each. A line on standard input is
 * {@code LOADER SERVICE CALL}, with a loader of 0 or 1, and is answered with {@code LINE: RESULT}.
 * The end of standard input ends the host.
 */
public final class ApiHost {

  private static final int LOADERS = 2;
  private static final int WORDS = 4;

  private ApiHost() {}

  /**
   * Runs until the end of standard input.
   *
   * @param arguments the jar of the API
   * @throws Exception when standard input or a call fails
   */
  public static void main(String[] arguments) throws Exception {
    URL[] jar = {new File(arguments[0]).toURI().toURL()};
    List<Method> named = new ArrayList<>();
    for (int i = 0; i < LOADERS; i++) {
      // Without a parent: the API needs nothing but the JDK.
      named.add(
          new URLClassLoader(jar, null)
              .loadClass("tbot.diag.api.Services")
              .getMethod("named", String.class));
    }
    System.out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", WORDS);
      Object service = named.get(Integer.parseInt(words[0])).invoke(null, words[1]);
      System.out.println(line + ": " + answer(service, words));
    }
  }

  private static Object answer(Object service, String[] words) throws Exception {
    switch (words[2]) {
      case "named":
        return "done";
      case "healthy":
        return service.getClass().getMethod("healthy").invoke(service);
      case "unhealthy":
        return service.getClass().getMethod("unhealthy", String.class).invoke(service, words[3]);
      case "run":
        Runnable nothing = () -> Array.getLength(new int[0]);
        return service.getClass().getMethod("run", Runnable.class).invoke(service, nothing);
      case "fail":
        try {
          Callable<String> failing =
              () -> {
                throw new IllegalStateException(words[3]);
              };
          return service.getClass().getMethod("call", Callable.class).invoke(service, failing);
        } catch (ReflectiveOperationException e) {
          return e.getCause();
        }
      default:
        return "unknown";
    }
  }
}
