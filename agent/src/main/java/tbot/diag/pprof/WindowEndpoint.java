package tbot.diag.pprof;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import tbot.diag.http.BadRequestException;
import tbot.diag.http.Query;
import tbot.diag.pprof.format.SyntheticAddresses;
import tbot.diag.pprof.profile.ProfileType;
import tbot.diag.profiling.ProfilerUnavailableException;
import tbot.diag.profiling.Recorder;

/** A profile of what happens during {@code seconds} (30 when absent). */
final class WindowEndpoint extends Endpoint {

  private static final int DEFAULT_SECONDS = 30;

  private final Recorder recorder;
  private final SyntheticAddresses addresses;
  private final ProfileType type;

  /**
   * An endpoint.
   *
   * @param path the whole of it, with the profile's name behind the last slash
   */
  WindowEndpoint(String path, Recorder recorder, SyntheticAddresses addresses, ProfileType type) {
    super(path);
    this.recorder = recorder;
    this.addresses = addresses;
    this.type = type;
  }

  @Override
  void answer(HttpExchange exchange)
      throws IOException, InterruptedException, BadRequestException, ProfilerUnavailableException {
    Query query = new Query(exchange.getRequestURI());
    int seconds = query.seconds(DEFAULT_SECONDS);
    if (RecordingAnswer.isAskedFor(query)) {
      RecordingAnswer.send(exchange, name(), recorder, type.kinds(), seconds);
    } else {
      new WindowedProfile(recorder, addresses, type, seconds).send(exchange, name());
    }
  }
}
