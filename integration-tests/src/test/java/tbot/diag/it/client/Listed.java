package tbot.diag.it.client;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The endpoints that the index page names, so that tests of all of them cover new ones too. */
public final class Listed {

  /** These are text or recordings. */
  private static final Set<String> NO_PROFILES = Set.of("cmdline", "symbol", "trace");

  private static final Pattern LINK = Pattern.compile("href=\"([\\w/.]+)[?\"]");

  private Listed() {}

  /** The paths of all endpoints. */
  public static List<String> all(int port) {
    HttpResponse<String> index = Http.get(port, "/debug/pprof/");
    return LINK.matcher(index.body())
        .results()
        .map(link -> link.group(1))
        .map(link -> URI.create("/debug/pprof/").resolve(link).normalize().getPath())
        .distinct()
        .collect(Collectors.toList());
  }

  /** The paths of those that answer a profile in pprof's format. */
  public static List<String> profiles(int port) {
    return all(port).stream()
        .filter(path -> !NO_PROFILES.contains(path.substring(path.lastIndexOf('/') + 1)))
        .collect(Collectors.toList());
  }

  /** A path with a span, but for what would be a difference of nothing: where no thread comes. */
  public static String spanned(String path) {
    return path.endsWith("/goroutine") || path.endsWith("/threadcreate")
        ? path
        : path + "?seconds=2";
  }
}
