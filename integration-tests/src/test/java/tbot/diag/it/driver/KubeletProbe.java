package tbot.diag.it.driver;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/**
 * A probe by the rules of Kubernetes' kubelet: a new connection each time, an answer within a
 * second, a status from 200 to 399; a state changes after so many equal results in a row.
 */
public final class KubeletProbe {

  private static final int TIMEOUT_MILLIS = 1_000;
  private static final int SUCCESS_THRESHOLD = 1;
  private static final int FAILURE_THRESHOLD = 3;

  private final String url;
  private boolean lastResult;
  private int inARow;
  private boolean success;
  private int changes;

  private KubeletProbe(int port, String path, boolean initially) {
    url = "http://127.0.0.1:" + port + path;
    success = initially;
  }

  /** A readiness probe: not ready until it has succeeded. */
  public static KubeletProbe ofReadiness(int port) {
    return new KubeletProbe(port, "/readyz", false);
  }

  /** A liveness probe: alive until it has failed. */
  public static KubeletProbe ofLiveness(int port) {
    return new KubeletProbe(port, "/livez", true);
  }

  /** Probes once, as the kubelet does in each period; returns the state that follows. */
  public boolean probe() {
    boolean result = ask();
    inARow = result == lastResult ? inARow + 1 : 1;
    lastResult = result;
    if (inARow >= (result ? SUCCESS_THRESHOLD : FAILURE_THRESHOLD) && success != result) {
      success = result;
      changes++;
    }
    return success;
  }

  /** How often the state has changed. */
  public int changes() {
    return changes;
  }

  /** How many equal results there were in a row, up to the last. */
  public int inARow() {
    return inARow;
  }

  private boolean ask() {
    try {
      HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      connection.setRequestProperty("User-Agent", "kube-probe/1.34");
      connection.setRequestProperty("Connection", "close");
      try {
        int status = connection.getResponseCode();
        return status >= 200 && status < 400;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false;
    }
  }
}
