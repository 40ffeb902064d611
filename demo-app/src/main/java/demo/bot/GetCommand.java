package demo.bot;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code demo-app get}: fetches a page by HTTP, for machines without curl. */
@Command(
    name = "get",
    usageHelpAutoWidth = true,
    description = "Fetches a page by HTTP and prints its body.",
    footer = {"", "As with curl, the exit code is 0 for any HTTP status."})
final class GetCommand implements Callable<Integer> {

  @Parameters(paramLabel = "URL", description = "Such as http://127.0.0.1:3001/livez.")
  private URL url;

  @Option(names = "--help", usageHelp = true, description = "Show this and end.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  @Override
  public Integer call() throws IOException {
    if (!(url.openConnection() instanceof HttpURLConnection connection)) {
      throw new IOException(url + " is not an HTTP URL");
    }
    try (InputStream body = body(connection)) {
      if (body != null) {
        body.transferTo(System.out);
        System.out.flush();
      }
    }
    return 0;
  }

  private static InputStream body(HttpURLConnection connection) throws IOException {
    return connection.getResponseCode() < HttpURLConnection.HTTP_BAD_REQUEST
        ? connection.getInputStream()
        : connection.getErrorStream();
  }
}
