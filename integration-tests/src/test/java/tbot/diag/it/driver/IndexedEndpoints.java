package tbot.diag.it.driver;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The endpoints that the index page lists, so that tests of all endpoints cover new ones too. */
public final class IndexedEndpoints {

  /** Text, recordings, and what needs a parameter. */
  private static final Set<String> NO_PROFILES = Set.of("cmdline", "latency", "symbol", "trace");

  private static final Pattern LINK = Pattern.compile("href=\"([\\w/.]+)[?\"]");

  private IndexedEndpoints() {}

  /** The paths of all endpoints. */
  public static List<String> all(int port) {
    HttpResponse<String> index = Http.get(port, "/debug/pprof/");
    return LINK.matcher(index.body())
        .results()
        .map(link -> link.group(1))
        .map(link -> URI.create("/debug/pprof/").resolve(link).normalize().getPath())
        // Not the links to other pages, and to the index itself.
        .filter(path -> path.startsWith("/debug/") && !path.endsWith("/"))
        .distinct()
        .collect(Collectors.toList());
  }

  /** The paths of the endpoints that answer with a profile in pprof's format. */
  public static List<String> profiles(int port) {
    return all(port).stream()
        .filter(path -> !NO_PROFILES.contains(path.substring(path.lastIndexOf('/') + 1)))
        .collect(Collectors.toList());
  }

  /** Adds a window of 2 s, except for thread profiles: their difference would be empty. */
  public static String withWindow(String path) {
    return path.endsWith("/goroutine") || path.endsWith("/threadcreate")
        ? path
        : path + "?seconds=2";
  }
}
