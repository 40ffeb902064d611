package tbot.diag.cli.wait;

import java.util.List;
import tbot.diag.cli.service.ReadyzAnswer;

/** What {@code /wait} answers while something is not healthy. */
final class WaitAnswer {

  private static final int MOST_SERVICES = 5;

  private WaitAnswer() {}

  /** What is not healthy, in one line; the status if the body does not say it. */
  static String reason(int status, String body) {
    ReadyzAnswer answer = new ReadyzAnswer(body);
    if (answer.hasServices()) {
      return services(answer.notHealthy());
    }
    if (answer.get("error") != null) {
      return answer.get("error");
    }
    return answer.get("status") == null ? "the answer is " + status : answer.state();
  }

  private static String services(List<String> waiting) {
    int more = waiting.size() - MOST_SERVICES;
    return more <= 0
        ? String.join("; ", waiting)
        : String.join("; ", waiting.subList(0, MOST_SERVICES)) + "; and " + more + " more";
  }
}
