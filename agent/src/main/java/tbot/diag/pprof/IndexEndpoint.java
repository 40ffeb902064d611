package tbot.diag.pprof;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code /debug/pprof/}: what can be fetched here, for people. */
final class IndexEndpoint extends Endpoint {

  private final Map<String, String> descriptions = new LinkedHashMap<>();

  IndexEndpoint(String path) {
    super(path);
  }

  /** Lists an endpoint. */
  void list(String name, String description) {
    descriptions.put(name, description);
  }

  @Override
  void answer(HttpExchange exchange) throws IOException {
    StringBuilder page =
        new StringBuilder(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<title>/debug/pprof/</title>\n"
                + "<style>\n.profile-name{display:inline-block;width:6rem}\n</style>\n"
                + "</head>\n<body>\n<h1>/debug/pprof/</h1>\n"
                + "<p>Set debug mode off to close these pages. Durations are given by"
                + " <code>?seconds=N</code>.</p>\n<ul>\n");
    for (Map.Entry<String, String> entry : descriptions.entrySet()) {
      page.append("<li><a class=\"profile-name\" href=\"").append(entry.getKey()).append("\">");
      page.append(entry.getKey()).append("</a> ").append(entry.getValue()).append("</li>\n");
    }
    page.append("</ul>\n</body>\n</html>\n");
    Reply.html(exchange, page.toString());
  }
}
