package tbot.diag.hosts.attack;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A way to misuse an HTTP server. A number of clients do the same, each on one connection at a
 * time. When a connection ends, by either side, the client pauses and opens the next.
 */
public enum Attack {
  /** Nothing, to compare with. */
  NONE("none", 0, 100, Then.WAIT),
  /** Sends nothing and waits. */
  SILENCE("%d silent connections, ulimit -n 1024", 1_300, 1_000, Then.WAIT),
  /** Sends the request line alone and waits. */
  HALF_SENT("%d half-sent requests", 2_000, 1_000, Then.WAIT),
  /** Announces a body of a GET, does not send it, and waits. */
  GET_WITHOUT_ITS_BODY("%d GETs, the body missing", 700, 1_000, Then.WAIT),
  /** The same for a POST. */
  POST_WITHOUT_ITS_BODY("%d POSTs, the body missing", 700, 1_000, Then.WAIT),
  /** Asks for the page, and resets the connection 0 to 9 ms later. */
  RESET("%d clients reset their scrapes", 40, 10, Then.RESET),
  /** Asks for the page a hundred times, with the smallest receive buffer, and reads slowly. */
  SLOW_READING("%d clients read a byte a second", 200, 1_000, Then.READ_SLOWLY),
  /** Sends a head of 400 KB, of 100 header fields, and waits for the first byte of an answer. */
  LARGE_HEAD("%d clients send heads of 400 KB", 50, 100, Then.CLOSE_AT_ANSWER),
  /** Closes the connection as soon as it is open. */
  CONNECT_AND_CLOSE("%d clients connect and close", 50, 10, Then.CLOSE);

  private static final int PIPELINED = 100;
  private static final int FIELDS = 100;
  private static final int FIELD_BYTES = 4_000;

  private final String title;
  private final int clients;
  private final long pauseMillis;
  private final Then then;

  Attack(String title, int clients, long pauseMillis, Then then) {
    this.title = String.format(Locale.ROOT, title, clients);
    this.clients = clients;
    this.pauseMillis = pauseMillis;
    this.then = then;
  }

  /** What a client does when it has sent all of its request. */
  enum Then {
    WAIT,
    CLOSE_AT_ANSWER,
    READ_SLOWLY,
    RESET,
    CLOSE
  }

  /** What the benchmark's table calls it. */
  public String title() {
    return title;
  }

  /** The number of clients in the benchmark. */
  public int clients() {
    return clients;
  }

  /** The files that the attacked process may open in the benchmark; 0 for the machine's limit. */
  public int openFiles() {
    return this == SILENCE ? 1_024 : 0;
  }

  /** From the end of a client's connection to its next one, in milliseconds. */
  long pauseMillis() {
    return pauseMillis;
  }

  Then then() {
    return then;
  }

  /**
   * What each client sends.
   *
   * @param path cheap to answer
   * @param page a large answer
   */
  byte[] request(String path, String page) {
    StringBuilder text = new StringBuilder();
    switch (this) {
      case HALF_SENT:
        text.append("GET ").append(path).append(" HTTP/1.1\r\n");
        break;
      case GET_WITHOUT_ITS_BODY:
        text.append(head("GET", path)).append("Content-Length: 100\r\n\r\n");
        break;
      case POST_WITHOUT_ITS_BODY:
        text.append(head("POST", path)).append("Content-Length: 100\r\n\r\n");
        break;
      case RESET:
        text.append(head("GET", page)).append("\r\n");
        break;
      case SLOW_READING:
        for (int i = 0; i < PIPELINED; i++) {
          text.append(head("GET", page)).append("\r\n");
        }
        break;
      case LARGE_HEAD:
        text.append(head("GET", path));
        for (int i = 0; i < FIELDS; i++) {
          text.append(field(i)).append("\r\n");
        }
        text.append("\r\n");
        break;
      default:
        break;
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static String head(String method, String path) {
    return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n";
  }

  private static String field(int number) {
    StringBuilder field = new StringBuilder("X-Field-" + number + ": ");
    while (field.length() < FIELD_BYTES) {
      field.append('a');
    }
    return field.toString();
  }
}
