package tbot.diag.pprof;

import java.nio.charset.StandardCharsets;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;
import tbot.diag.http.Response;
import tbot.diag.pprof.format.Symbols;

/**
 * {@code /debug/pprof/symbol}: the functions at addresses of recent profiles of this process.
 *
 * <p>As in Go's net/http/pprof, the query or the body holds the addresses, separated by {@code +}.
 * Without addresses the answer says that symbols exist, which clients check first.
 */
final class SymbolEndpoint extends PprofHandler {

  private final Symbols symbols;

  SymbolEndpoint(Symbols symbols) {
    this.symbols = symbols;
  }

  @Override
  void answer(Request request, Responder responder) {
    String requested =
        request.method().equals("POST")
            ? new String(request.body(), StandardCharsets.US_ASCII)
            : request.uri().getRawQuery();
    StringBuilder answer = new StringBuilder("num_symbols: 1\n");
    if (requested != null) {
      for (String number : requested.trim().split("\\+", -1)) {
        append(answer, number);
      }
    }
    responder.send(Response.text(200, answer.toString()));
  }

  private void append(StringBuilder answer, String number) {
    long address = parse(number);
    String name = address == 0 ? null : symbols.nameAt(address);
    if (name != null) {
      answer.append("0x").append(Long.toHexString(address)).append(' ').append(name).append('\n');
    }
  }

  /** As Go's ParseUint with base 0; returns 0 if it is not a number. */
  private static long parse(String number) {
    try {
      return number.startsWith("0x") || number.startsWith("0X")
          ? Long.parseUnsignedLong(number.substring(2), 16)
          : Long.parseUnsignedLong(number);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
