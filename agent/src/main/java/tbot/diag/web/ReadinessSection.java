package tbot.diag.web;

import java.util.List;
import tbot.diag.health.Health;
import tbot.diag.health.Service;
import tbot.diag.health.ServiceRegistry;
import tbot.diag.health.ServiceStatus;
import tbot.diag.page.Html;
import tbot.diag.page.Quantity;

/** Whether the program is ready, and each of its services with the reason for its state. */
final class ReadinessSection {

  private ReadinessSection() {}

  static String html(ServiceRegistry registry) {
    StringBuilder rows = new StringBuilder();
    boolean ready = true;
    List<Service> services = registry.services();
    for (Service service : services) {
      ServiceStatus status = service.status();
      ready &= status.health() == Health.HEALTHY;
      appendRow(rows, service.name(), status);
    }
    StringBuilder html = new StringBuilder("<section>\n<h2 class=\"state ");
    html.append(ready ? "good\">Ready" : "bad\">Not ready").append("</h2>\n");
    if (services.isEmpty()) {
      html.append("<p class=\"what\">Nothing is checked here: no SSH server was seen, and no")
          .append(" ready_check or task is set.</p>\n");
    } else {
      html.append("<table class=\"services stacked\">\n<thead><tr><th>Service</th><th>State</th>")
          .append("<th>Reason</th></tr></thead>\n<tbody>\n")
          .append(rows)
          .append("</tbody>\n</table>\n");
    }
    return html.append("</section>\n").toString();
  }

  private static void appendRow(StringBuilder rows, String name, ServiceStatus status) {
    String reason = status.reason() == null ? "" : status.reason();
    rows.append("<tr><td>").append(Html.escape(name)).append("</td><td class=\"state ");
    rows.append(color(status.health())).append("\">");
    rows.append(status.health());
    if (status.updatedAtMillis() > 0) {
      rows.append("<div class=\"what\">reported ");
      rows.append(Quantity.duration(System.currentTimeMillis() - status.updatedAtMillis()));
      rows.append(" ago</div>");
    }
    rows.append("</td><td>").append(Html.escape(reason)).append("</td></tr>\n");
  }

  private static String color(Health health) {
    switch (health) {
      case HEALTHY:
        return "good";
      case UNHEALTHY:
        return "bad";
      default:
        return "what";
    }
  }
}
