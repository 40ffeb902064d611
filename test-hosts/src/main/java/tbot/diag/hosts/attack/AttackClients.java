package tbot.diag.hosts.attack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Clients that attack servers on loopback.
 *
 * <p>Standard input takes one command a line. {@code start ATTACK CLIENTS PORT PATH PAGE} begins an
 * attack beside those that are under way, and is answered with {@code started}. {@code stop} ends
 * all attacks, and is answered with {@code opened N}, the number of connections they opened.
 */
public final class AttackClients {

  private final List<AttackLoop> loops = new ArrayList<>();

  private AttackClients() {}

  /**
   * Runs until the end of standard input.
   *
   * @param arguments ignored
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    AttackClients clients = new AttackClients();
    System.out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(line.equals("stop") ? clients.stop() : clients.start(line.split(" ", -1)));
    }
    System.exit(0);
  }

  private String start(String[] words) throws IOException {
    Attack attack = Attack.valueOf(words[1]);
    int port = Integer.parseInt(words[3]);
    AttackLoop loop =
        new AttackLoop(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
            attack,
            attack.request(words[4], words[5]));
    loop.start(Integer.parseInt(words[2]));
    loops.add(loop);
    return "started";
  }

  private String stop() throws InterruptedException {
    long opened = 0;
    for (AttackLoop loop : loops) {
      opened += loop.stop();
    }
    loops.clear();
    return "opened " + opened;
  }
}
