package tbot.diag.http.tls;

import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import tbot.diag.config.TlsOptions;
import tbot.diag.files.FileChanges;
import tbot.diag.log.Log;

/**
 * The listener's certificate and key, for the connections from now on. Files that change are read
 * again when a client connects; nothing runs in between.
 *
 * <p>What cannot be used does not replace what is in use, and is one warning for each change. The
 * warning comes with the first client a second later: by then a certificate that was written before
 * its key has got it.
 */
public final class ServerTls {

  private static final long CHECK_MILLIS = 1000;

  /**
   * When files that could not be used are read again, if they have not changed: time heals some.
   */
  private static final long RETRY_MILLIS = 60_000;

  private final TlsOptions options;
  private final Clock clock;
  private final Consumer<String> warnings;
  private final FileChanges changes;

  private ServerCredentials credentials;

  /** What is wrong with the files as they were read last; null for nothing, or if reported. */
  private String unreported;

  private long checkedAt;
  private boolean expiryReported;

  ServerTls(TlsOptions options, Clock clock, Consumer<String> warnings) {
    this.options = options;
    this.clock = clock;
    this.warnings = warnings;
    checkedAt = clock.millis();
    changes = new FileChanges(options.files(), RETRY_MILLIS);
    credentials = ServerCredentials.read(options, Instant.ofEpochMilli(checkedAt));
  }

  /**
   * Reads the files for the first time.
   *
   * <p>The first certificate of a JVM makes its loggers ready (System.Logger) and loads 500
   * classes, in some 0.3 s: not before the host's main.
   *
   * @throws IllegalArgumentException if they cannot be used; the message is one line with the
   *     option, the file, the reason and what is valid
   */
  public static ServerTls read(TlsOptions options) {
    return new ServerTls(options, Clock.systemUTC(), Log::warn);
  }

  /**
   * The context for a new connection. Looks at the files, if that was not done within the last
   * second, and reads them if they have changed. Throws nothing.
   */
  public synchronized SSLContext context() {
    try {
      check(clock.millis());
    } catch (Throwable t) {
      // For want of memory, as a rule. It is tried again as for files that cannot be used.
      return credentials.context;
    }
    return credentials.context;
  }

  /** An engine for a connection in server mode, with client authentication if it is wanted. */
  public SSLEngine engine(SSLContext context) {
    return ServerEngine.create(context, options.clientCa() != null);
  }

  private void check(long now) {
    // Also if the clock was set back.
    if (now - checkedAt < CHECK_MILLIS && now >= checkedAt) {
      return;
    }
    checkedAt = now;
    if (changes.areFound()) {
      unreported = renew(now);
    } else if (unreported != null) {
      warnings.accept(unreported + "; the certificate read before stays in use");
      unreported = null;
    } else if (changes.isRetryDue(now)) {
      renew(now);
    }
    if (!expiryReported && Instant.ofEpochMilli(now).isAfter(credentials.expiry)) {
      expiryReported = true;
      warnings.accept(
          options.certificate() + ": the certificate in use has expired on " + credentials.expiry);
    }
  }

  /** Reads the files, and returns what is wrong with them, or null. */
  private String renew(long now) {
    changes.reading(now);
    try {
      credentials = ServerCredentials.read(options, Instant.ofEpochMilli(now));
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
    changes.used();
    expiryReported = false;
    Log.debug(options.certificate() + ": read again; valid until " + credentials.expiry);
    return null;
  }
}
