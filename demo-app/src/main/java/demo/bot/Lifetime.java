package demo.bot;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs until SIGTERM or Ctrl-C, then ends cleanly. */
final class Lifetime {

  private static final Logger LOG = LoggerFactory.getLogger("main");

  private Lifetime() {}

  /** Does not return: a signal ends the process, after the service is closed. */
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
      LOG.warn("not all could be closed: {}", e.getMessage());
    }
  }
}
