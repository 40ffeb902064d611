package tbot.diag.pprof.answer;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tbot.diag.http.BadRequestException;
import tbot.diag.http.Query;
import tbot.diag.profiling.ProfilerUnavailableException;

/**
 * The spans that are being waited for and that their clients may end early, by the id that each
 * client chose with the parameter {@code id}.
 */
public final class StoppableSpans {

  private static final int MAX_LENGTH = 64;

  private final Map<String, Span> running = new ConcurrentHashMap<>();

  /**
   * Ends a span early; what was sampled so far is its profile.
   *
   * @return whether there was one with this id
   */
  public boolean stop(String id) {
    Span span = running.get(id);
    if (span != null) {
      span.endNow();
    }
    return span != null;
  }

  /**
   * The place for the span of a request.
   *
   * @throws BadRequestException for an id that is not 1 to 64 letters, digits or hyphens
   */
  public Slot slot(Query query) throws BadRequestException {
    String id = query.get("id");
    return new Slot(id == null ? null : valid(id));
  }

  /**
   * An id as a client may choose it.
   *
   * @throws BadRequestException for any other text, and for none
   */
  public static String valid(String id) throws BadRequestException {
    boolean valid = id != null && !id.isEmpty() && id.length() <= MAX_LENGTH;
    for (int i = 0; valid && i < id.length(); i++) {
      char c = id.charAt(i);
      valid = c == '-' || (c < 128 && Character.isLetterOrDigit(c));
    }
    if (!valid) {
      throw new BadRequestException(
          "invalid value for \"id\" - must be 1 to " + MAX_LENGTH + " letters, digits or hyphens");
    }
    return id;
  }

  /** The place for one span. */
  public final class Slot {

    private final String id;

    private Slot(String id) {
      this.id = id;
    }

    /**
     * Lets the client stop a span until it has ended or is closed.
     *
     * @param span closed if this fails
     * @return the span to wait for in its place
     * @throws BadRequestException if another span has the id
     */
    public Span hold(Span span) throws BadRequestException {
      if (id == null) {
        return span;
      }
      Held held = new Held(id, span);
      if (running.putIfAbsent(id, held) != null) {
        span.close();
        throw new BadRequestException("invalid value for \"id\" - another profile has this id");
      }
      return held;
    }
  }

  /** A span that can be found by its id until it is over. */
  private final class Held implements Span {

    private final String id;
    private final Span span;

    Held(String id, Span span) {
      this.id = id;
      this.span = span;
    }

    @Override
    public long nanos() {
      return span.nanos();
    }

    @Override
    public boolean await(long millis) throws InterruptedException, ProfilerUnavailableException {
      boolean over = span.await(millis);
      if (over) {
        running.remove(id, this);
      }
      return over;
    }

    @Override
    public void endNow() {
      span.endNow();
    }

    @Override
    public void close() {
      running.remove(id, this);
      span.close();
    }
  }
}
