package tbot.diag.it.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import tbot.diag.it.driver.Http;
import tbot.diag.it.driver.SshFigures;

/** Requests the JSP page of our web application. */
final class HelloPage implements MainJob {

  private static final int REQUESTS = 500;

  private final int port;
  private final String server;

  /**
   * The page at {@code /hello/}.
   *
   * @param server how the page begins to name the server
   */
  HelloPage(int port, String server) {
    this.port = port;
    this.server = server;
  }

  @Override
  public void perform(Runnable whileOpen) {
    for (int i = 0; i < REQUESTS; i++) {
      HttpResponse<String> page = Http.get(port, "/hello/");
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).startsWith("hello from " + server);
    }
    whileOpen.run();
  }

  @Override
  public SshFigures figuresWhileOpen() {
    return SshFigures.NONE;
  }

  @Override
  public SshFigures figures() {
    return SshFigures.NONE;
  }
}
