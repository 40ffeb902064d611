package tbot.diag.it.endpoints;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Mutates good HTTP requests. The same number always gives the same request. */
final class RequestFuzzer {

  private static final long SEED = 20_261_128;
  private static final int MOST_MUTATIONS = 4;
  private static final int MOST_BYTES = 64;
  private static final int MOST_COPIES = 50;

  private static final String HOST = "Host: localhost";

  private static final List<String> GOOD =
      List.of(
          head("GET /livez HTTP/1.1", HOST),
          head("GET /livez HTTP/1.0"),
          head("GET http://localhost/livez HTTP/1.1", HOST),
          head("HEAD /readyz HTTP/1.1", HOST, "Connection: close"),
          head("GET /readyz/ssh-multiplexer HTTP/1.1", HOST, "Accept: */*"),
          head(
              "GET /metrics?name[]=jvm_threads_current HTTP/1.1",
              HOST,
              "Accept: application/openmetrics-text;version=1.0.0;q=0.5,text/plain;q=0.1",
              "Accept-Encoding: gzip;q=1, identity"),
          head("GET /metrics?debug=text HTTP/1.1", HOST),
          head("GET /debug/pprof/profile?seconds=1 HTTP/1.1", HOST),
          head("POST /livez HTTP/1.1", HOST, "Content-Length: 5") + "hello",
          head("POST /livez HTTP/1.1", HOST, "Expect: 100-continue", "Content-Length: 5") + "hello",
          head("POST /livez HTTP/1.1", HOST, "Transfer-Encoding: chunked")
              + head("5", "hello", "0"),
          head("OPTIONS * HTTP/1.1", HOST));

  private static final List<String> TOKENS =
      List.of(
          "\r\n",
          "\n",
          "\r",
          "\0",
          " ",
          "\t",
          ":",
          "%",
          "%00",
          "%ff",
          "/../",
          "//",
          "?",
          "#",
          "[",
          "\u00e4",
          "HTTP/1.1",
          "HTTP/2.0",
          "Host: other\r\n",
          "Content-Length: 3\r\n",
          "Content-Length: -1\r\n",
          "Content-Length: 99999999999999999999\r\n",
          "Transfer-Encoding: chunked\r\n",
          "Expect: 100-continue\r\n",
          "Connection: close\r\n",
          "Accept-Encoding: gzip;q=x\r\n");

  private RequestFuzzer() {}

  /** The request of this number. */
  static byte[] request(int number) {
    Random random = new Random(SEED + number);
    byte[] request = one(random, GOOD);
    int mutations = 1 + random.nextInt(MOST_MUTATIONS);
    for (int i = 0; i < mutations; i++) {
      request = mutate(request, random);
    }
    return request;
  }

  private static String head(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  private static byte[] mutate(byte[] request, Random random) {
    int from = random.nextInt(request.length + 1);
    int to = Math.min(request.length, from + random.nextInt(MOST_BYTES));
    byte[] range = Arrays.copyOfRange(request, from, to);
    return switch (random.nextInt(7)) {
      case 0 -> replaced(request, from, to, new byte[0]);
      case 1 -> replaced(request, from, to, randomBytes(range.length, random));
      case 2 -> replaced(request, from, from, randomBytes(random.nextInt(MOST_BYTES), random));
      case 3 -> replaced(request, from, from, one(random, TOKENS));
      case 4 -> replaced(request, from, from, repeated(range, random.nextInt(MOST_COPIES)));
      case 5 -> Arrays.copyOf(request, from);
      default -> replaced(request, request.length, request.length, one(random, GOOD));
    };
  }

  private static byte[] one(Random random, List<String> texts) {
    return texts.get(random.nextInt(texts.size())).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] randomBytes(int count, Random random) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] repeated(byte[] bytes, int copies) {
    byte[] repeated = new byte[bytes.length * copies];
    for (int i = 0; i < copies; i++) {
      System.arraycopy(bytes, 0, repeated, i * bytes.length, bytes.length);
    }
    return repeated;
  }

  private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
    byte[] replaced = Arrays.copyOf(bytes, bytes.length - (to - from) + by.length);
    System.arraycopy(by, 0, replaced, from, by.length);
    System.arraycopy(bytes, to, replaced, from + by.length, bytes.length - to);
    return replaced;
  }
}
