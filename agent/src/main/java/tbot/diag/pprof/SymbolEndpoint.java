package tbot.diag.pprof;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import tbot.diag.http.Reply;
import tbot.diag.pprof.format.SyntheticAddresses;

/**
 * {@code /debug/pprof/symbol}: the functions at addresses of recent profiles of this process.
 *
 * <p>As in Go's net/http/pprof, the query or the body holds the addresses, separated by {@code +}.
 * Without addresses the answer says that symbols exist, which clients check first.
 */
final class SymbolEndpoint extends Endpoint {

  /** Longer bodies are cut; the addresses of any profile of ours take less. */
  private static final int MAX_BODY_BYTES = 1024 * 1024;

  private final SyntheticAddresses addresses;

  SymbolEndpoint(SyntheticAddresses addresses) {
    this.addresses = addresses;
  }

  @Override
  void answer(HttpExchange exchange) throws IOException {
    String requested =
        exchange.getRequestMethod().equals("POST")
            ? body(exchange.getRequestBody())
            : exchange.getRequestURI().getRawQuery();
    StringBuilder answer = new StringBuilder("num_symbols: 1\n");
    if (requested != null) {
      for (String number : requested.trim().split("\\+", -1)) {
        append(answer, number);
      }
    }
    Reply.text(exchange, 200, answer.toString());
  }

  private void append(StringBuilder answer, String number) {
    long address = parse(number);
    String name = address == 0 ? null : addresses.nameAt(address);
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

  private static String body(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    for (int n = in.read(buffer); n >= 0 && bytes.size() < MAX_BODY_BYTES; n = in.read(buffer)) {
      bytes.write(buffer, 0, n);
    }
    return new String(bytes.toByteArray(), StandardCharsets.US_ASCII);
  }
}
