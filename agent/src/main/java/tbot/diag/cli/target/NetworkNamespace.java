package tbot.diag.cli.target;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The network namespace of a process. In a container it is not ours: its loopback is another one,
 * and only from inside its listeners are reached.
 */
public final class NetworkNamespace {

  private static final String NETWORK = "net";
  private static final String USERS = "user";

  private final ProcProcess process;

  private NetworkNamespace(ProcProcess process) {
    this.process = process;
  }

  /** The network namespace of a process. */
  public static NetworkNamespace of(long pid) {
    return new NetworkNamespace(new ProcProcess(pid));
  }

  /** Whether this process is in it; true if this user may not know. */
  public boolean isOurs() {
    return isOurs(NETWORK);
  }

  private boolean isOurs(String kind) {
    String theirs = process.namespace(kind);
    return theirs.isEmpty() || theirs.equals(ProcProcess.self().namespace(kind));
  }

  /** Whether this user may enter it: as root, or as the owner of a container without root. */
  public boolean mayEnter() {
    return isInContainerOfOurs() || ProcProcess.self().hasCapability(ProcProcess.SYS_ADMIN);
  }

  /** Then its user namespace is entered, too, where this user may do everything. */
  private boolean isInContainerOfOurs() {
    return !isOurs(USERS) && process.user().isOurs();
  }

  /** The words before a command that run it there, with our files and process ids. */
  public List<String> prefix() {
    List<String> words = new ArrayList<String>(Collections.singletonList("nsenter"));
    if (isInContainerOfOurs()) {
      words.addAll(Arrays.asList("--preserve-credentials", "--user=" + file(USERS)));
    }
    words.add("--net=" + file(NETWORK));
    return words;
  }

  private String file(String kind) {
    return "/proc/" + process.pid() + "/ns/" + kind;
  }
}
