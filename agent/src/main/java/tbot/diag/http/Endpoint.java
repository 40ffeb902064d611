package tbot.diag.http;

/** What answers a request, and what the listener has to know about it before. */
public final class Endpoint {

  /** How many requests there may be at a time. */
  private enum Limit {
    NONE,
    SLOW,
    WAITING
  }

  private final Handler handler;
  private final Limit limit;
  private final boolean takesBody;
  private final boolean prompt;
  private volatile boolean proven;

  private Endpoint(Handler handler, Limit limit, boolean takesBody, boolean prompt) {
    this.handler = handler;
    this.limit = limit;
    this.takesBody = takesBody;
    this.prompt = prompt;
  }

  /** An endpoint that answers soon and takes no body. */
  public static Endpoint of(Handler handler) {
    return new Endpoint(handler, Limit.NONE, false, false);
  }

  /** What answers one request, whatever it is, by this. */
  public static Endpoint answering(final Response response) {
    Endpoint endpoint =
        of(new Handler() {
              @Override
              public void handle(Request request, Responder responder) {
                responder.send(response);
              }
            })
            .prompt();
    endpoint.prove();
    return endpoint;
  }

  /**
   * The same endpoint, which may take as long as it needs. Only a limited number of requests to
   * slow endpoints run at a time; further ones are told to come back later.
   */
  public Endpoint slow() {
    return new Endpoint(handler, Limit.SLOW, takesBody, prompt);
  }

  /**
   * The same endpoint, whose requests wait for something, for any time and without a thread. They
   * have a limit of their own, and their connections take no room of others.
   */
  public Endpoint waiting() {
    return new Endpoint(handler, Limit.WAITING, takesBody, prompt);
  }

  /**
   * The same endpoint, which is given the body of a POST, of at most 1 MiB. Without this the
   * endpoint is asked at once, the body is never read, and the connection is closed after the
   * answer.
   */
  public Endpoint takingBody() {
    return new Endpoint(handler, limit, true, prompt);
  }

  /** Notes that a request was answered, so that all classes for that are initialised. */
  public void prove() {
    proven = true;
  }

  /** Whether a request was answered before. */
  public boolean isProven() {
    return proven;
  }

  /**
   * The same endpoint, whose answer costs next to nothing, as that of a probe. Its requests never
   * wait for those of others.
   */
  public Endpoint prompt() {
    return new Endpoint(handler, limit, takesBody, true);
  }

  public Handler handler() {
    return handler;
  }

  public boolean isSlow() {
    return limit == Limit.SLOW;
  }

  public boolean isWaiting() {
    return limit == Limit.WAITING;
  }

  public boolean isPrompt() {
    return prompt;
  }

  public boolean takesBody() {
    return takesBody;
  }
}
