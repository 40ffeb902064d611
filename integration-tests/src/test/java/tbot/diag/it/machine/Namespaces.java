package tbot.diag.it.machine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The namespaces of a container, for one process: it has process ids, mounts and a network of its
 * own, an empty {@code /tmp}, and does not see one folder.
 */
public final class Namespaces {

  private static final String SCRIPT =
      "ip link set lo up && mount -t tmpfs -o \"$1\" tbot-diag-it /tmp"
          + " && mount -t tmpfs tbot-diag-it \"$2\" && shift 2 && exec \"$@\"";

  private Namespaces() {}

  /**
   * The words before the command of a process. Skips the test where such a process cannot be made.
   *
   * @param tmpOptions the options of mount for {@code /tmp}
   * @param hidden the folder that it does not see
   */
  public static List<String> before(String tmpOptions, Path hidden)
      throws IOException, InterruptedException {
    assumeTrue(!hidden.startsWith("/tmp"), "the checkout is in /tmp, which is to be hidden");
    List<String> words =
        words("--pid --fork --kill-child --mount --mount-proc --net sh -c", SCRIPT);
    words.addAll(List.of("sh", tmpOptions, hidden.toString()));
    return possible(words);
  }

  /** The same for a process that has a user namespace of its own, and sees the files of all. */
  public static List<String> ofUser(int user) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(asUser(user));
    words.addAll(words("--user --map-root-user --pid --fork --kill-child --mount-proc"));
    return possible(words);
  }

  /** The words that make another user run a command. */
  public static List<String> asUser(int user) {
    return List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups");
  }

  private static List<String> words(String options, String... more) {
    List<String> words = new ArrayList<>(List.of("unshare"));
    words.addAll(List.of(options.split(" ")));
    words.addAll(List.of(more));
    return words;
  }

  private static List<String> possible(List<String> words)
      throws IOException, InterruptedException {
    List<String> trial = new ArrayList<>(words);
    trial.add("true");
    assumeTrue(Mount.run(trial.toArray(new String[0])), "this user may not make namespaces");
    return words;
  }
}
