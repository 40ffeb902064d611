package tbot.diag.cli.service;

import java.net.HttpURLConnection;
import tbot.diag.cli.console.CommandFailure;
import tbot.diag.cli.target.Attachable;
import tbot.diag.cli.target.AttachedJvm;
import tbot.diag.cli.target.NetworkNamespace;
import tbot.diag.config.SessionToken;
import tbot.diag.jvm.AgentProperties;

/**
 * A session in a JVM: a listener there for this command alone. It ends when this process ends, in
 * whatever way, because the connection that holds it closes then. An agent that the session brought
 * along goes with it.
 */
public final class AgentSession implements ServiceSession {

  private static final String FAILED = "error: ";
  private static final long END_MILLIS = 15_000;
  private static final long POLL_MILLIS = 20;
  private static final long LAST_MILLIS = 1_000;

  private final AttachedJvm jvm;
  private final String key;
  private final ServiceClient client;
  private final HttpURLConnection lease;

  private AgentSession(AttachedJvm jvm, String key, ServiceClient client, HttpURLConnection lease) {
    this.jvm = jvm;
    this.key = key;
    this.client = client;
    this.lease = lease;
  }

  /**
   * Opens a session.
   *
   * @param pid the JVM's process id
   * @throws OtherNetworkException if the JVM is in another network namespace
   * @throws CommandFailure if that is not possible, with what to do in one line
   */
  public static AgentSession open(long pid) {
    if (!NetworkNamespace.of(pid).isOurs()) {
      Attachable.require(pid);
      throw new OtherNetworkException(pid);
    }
    AttachedJvm jvm = AttachedJvm.connect(pid);
    boolean opened = false;
    try {
      String token = SessionToken.create();
      String key = AgentProperties.sessionKey(token);
      jvm.load("session=" + token);
      String url = jvm.agentProperties().getProperty(key);
      if (url == null) {
        throw new CommandFailure(
            "process "
                + pid
                + " runs another version of tbot-diag, or its JVM has no agent properties; use the"
                + " jar of that version, or detach it first");
      }
      if (url.startsWith(FAILED)) {
        throw new CommandFailure("process " + pid + ": " + url.substring(FAILED.length()));
      }
      ServiceClient client = ServiceClient.ofSession(url, token);
      AgentSession session =
          new AgentSession(jvm, key, client, client.begin("/session", Integer.MAX_VALUE));
      opened = true;
      return session;
    } finally {
      if (!opened) {
        jvm.close();
      }
    }
  }

  @Override
  public ServiceClient client() {
    return client;
  }

  /** A JVM that has ended, or does so within a second, is the reason. */
  @Override
  public CommandFailure explain(CommandFailure failure, String incomplete) {
    return jvm.hasEnded(LAST_MILLIS)
        ? new CommandFailure(
            "process " + jvm.pid() + " ended before " + incomplete + " was complete")
        : failure;
  }

  /** Ends the session, and waits until nothing of it is left, 15 seconds at most. */
  @Override
  public void close() {
    lease.disconnect();
    try {
      long end = System.nanoTime() + END_MILLIS * 1_000_000;
      while (jvm.agentProperties().containsKey(key) && System.nanoTime() - end < 0) {
        Thread.sleep(POLL_MILLIS);
      }
      jvm.close();
    } catch (CommandFailure e) {
      // The JVM has ended, and the session with it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
