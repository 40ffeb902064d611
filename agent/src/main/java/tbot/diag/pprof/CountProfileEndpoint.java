package tbot.diag.pprof;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import tbot.diag.http.BadRequestException;
import tbot.diag.http.Query;
import tbot.diag.pprof.format.JvmDescription;
import tbot.diag.pprof.format.ProfileFormat;
import tbot.diag.pprof.format.SyntheticAddresses;
import tbot.diag.pprof.profile.ProfileHeader;
import tbot.diag.pprof.profile.SampleAggregator;
import tbot.diag.pprof.profile.SampleTable;
import tbot.diag.pprof.profile.ValueType;
import tbot.diag.profiling.ProfilerUnavailableException;

/**
 * A profile that counts things that exist, by stack. With {@code seconds} it is the difference
 * between the beginning and the end, negative where they have become fewer, as in Go.
 */
abstract class CountProfileEndpoint extends Endpoint {

  private static final long KEEP_ALIVE_MILLIS = 250;

  private final SyntheticAddresses addresses;

  /**
   * An endpoint.
   *
   * @param path the whole of it, with the profile's name behind the last slash
   */
  CountProfileEndpoint(String path, SyntheticAddresses addresses) {
    super(path);
    this.addresses = addresses;
  }

  /**
   * Counts.
   *
   * @param samples one value a row, to which is added
   * @param each what one thing adds: 1 or -1
   * @param header gets a comment when something could not be counted
   */
  abstract void count(SampleTable samples, long each, ProfileHeader header);

  @Override
  void answer(HttpExchange exchange)
      throws IOException, InterruptedException, BadRequestException, ProfilerUnavailableException {
    Query query = new Query(exchange.getRequestURI());
    ProfileFormat format = ProfileFormat.of(query);
    int seconds = query.seconds(0);
    SampleTable samples =
        new SampleTable(1, SampleAggregator.MAX_ROWS_OF_A_SPAN, SampleTable.CUT_ROOM);
    ProfileHeader header = header();
    if (seconds == 0) {
      count(samples, 1, header);
      header.at(nowNanos());
      ProfileAnswer.send(exchange, name(), format, addresses, header, samples);
      return;
    }
    // Counted before the head is sent: a client may take the head for the beginning of the span.
    count(samples, -1, header);
    try (ProfileAnswer answer = new ProfileAnswer(exchange, name() + "-delta", format)) {
      keepAliveFor(answer, TimeUnit.SECONDS.toNanos(seconds));
      count(samples, 1, header);
      header.at(nowNanos()).lasting(TimeUnit.SECONDS.toNanos(seconds));
      answer.complete(addresses, header, changed(samples));
    }
  }

  private ProfileHeader header() {
    ValueType type = new ValueType(name(), "count");
    return new ProfileHeader(type, 1, type).comment("JVM: " + JvmDescription.vm());
  }

  private static void keepAliveFor(ProfileAnswer answer, long nanos)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    for (long left = nanos; left > 0; left = nanos - (System.nanoTime() - start)) {
      long millis = TimeUnit.NANOSECONDS.toMillis(left) + 1;
      Thread.sleep(Math.min(millis, KEEP_ALIVE_MILLIS));
      answer.keepAlive();
    }
  }

  private static SampleTable changed(SampleTable samples) {
    SampleTable changed = new SampleTable(1);
    samples.<RuntimeException>forEach(
        (stack, label, values) -> {
          if (values[0] != 0) {
            changed.add(stack, label, values);
          }
        });
    return changed;
  }

  private static long nowNanos() {
    return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
  }
}
