package tbot.diag.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import tbot.diag.http.Body;
import tbot.diag.http.Headers;
import tbot.diag.http.Request;
import tbot.diag.http.Response;
import tbot.diag.http.ResponseHead;
import tbot.diag.page.Html;
import tbot.diag.page.Page;
import tbot.diag.page.PageResource;

/**
 * An error for a person: the text that other clients get, and what to do. Clients that have not
 * logged in, or that a page of another site may have sent, learn nothing else about the host.
 */
final class ErrorPage {

  private static final String STYLE = PageResource.text(ErrorPage.class, "error.css");

  private final Request request;
  private final Response error;
  private final int status;
  private final boolean debug;

  ErrorPage(Request request, Response error, boolean debug) {
    this.request = request;
    this.error = error;
    this.debug = debug;
    status = error.head().status();
  }

  /** The page, with the header fields of the error. */
  Response response() {
    Response response = Response.of(status, ResponseHead.HTML, html());
    Headers fields = error.head().headers();
    for (int i = 0; i < fields.size(); i++) {
      if (!fields.name(i).equalsIgnoreCase("Content-Type")) {
        response = response.with(fields.name(i), fields.value(i));
      }
    }
    return response;
  }

  private String html() {
    String text = message();
    int firstEnd = text.indexOf('\n');
    String first = firstEnd < 0 ? text : text.substring(0, firstEnd);
    String title = status + " " + ErrorAdvice.title(status);
    String root = Page.rootOf(request.path());
    Page page = new Page(root, title).withContentStyles().style(STYLE);
    if (isRefused()) {
      page.withoutProgram();
    } else if (!debug) {
      page.withoutProfiles();
    }
    page.add("<h1>" + title + "</h1>\n<p class=\"message\">" + Html.escape(sentence(first)))
        .add("</p>\n");
    for (String advice : ErrorAdvice.of(status, error.head().headers(), request.path(), debug)) {
      page.add("<p>" + Html.escape(advice) + "</p>\n");
    }
    if (firstEnd >= 0) {
      addRest(page, root, text.substring(firstEnd + 1).trim());
    }
    return page.html();
  }

  private boolean isRefused() {
    return status == 401 || status == 403 || status == 429;
  }

  private String message() {
    Body body = error.body();
    // Errors are short texts in memory.
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(body.remaining(), 1 << 16));
    try {
      body.peek(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    bytes.flip();
    String text = StandardCharsets.UTF_8.decode(bytes).toString().trim();
    String prefix = status + " - ";
    return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
  }

  private static String sentence(String text) {
    if (text.isEmpty()) {
      return text;
    }
    boolean ends = ".!?".indexOf(text.charAt(text.length() - 1)) >= 0;
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + (ends ? "" : ".");
  }

  /** The list of the endpoints, of which those without a placeholder become links. */
  private static void addRest(Page page, String root, String text) {
    StringBuilder list = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      String path = line.trim();
      if (!path.startsWith("/")) {
        page.add("<p>" + Html.escape(path) + "</p>\n");
      } else if (path.indexOf('{') >= 0) {
        list.append("<li>").append(Html.escape(path)).append("</li>\n");
      } else {
        list.append("<li><a href=\"").append(Html.escape(root + path.substring(1)));
        list.append("\">").append(Html.escape(path)).append("</a></li>\n");
      }
    }
    if (list.length() > 0) {
      page.add("<ul class=\"paths\">\n" + list + "</ul>\n");
    }
  }
}
