package demo.bot;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the process running until SIGTERM or Ctrl-C, and then closes the service. */
final class Lifetime {

  private static final Logger LOG = LoggerFactory.getLogger("main");

  private Lifetime() {}

  /** Never returns: after a signal, the service is closed and the process ends. */
  static void of(Closeable service) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(service), "shutdown"));
    new CountDownLatch(1).await();
  }

  private static void end(Closeable service) {
    LOG.info("shutting down");
    try {
      service.close();
      LOG.info("bye");
    } catch (IOException e) {
      LOG.warn("could not close everything: {}", e.getMessage());
    }
  }
}
