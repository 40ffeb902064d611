package tbot.diag.cli;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tbot.diag.cli.console.CommandFailure;
import tbot.diag.cli.target.NetworkNamespace;
import tbot.diag.cli.target.OwnJar;

/**
 * A command that runs again, in a process of its own in the network namespace of a JVM, where the
 * JVM's loopback is. Java cannot enter a namespace itself.
 */
final class NetworkRerun {

  /** Ends a program with its parent, in whatever way that ends. */
  private static final List<String> WITH_PARENT = Arrays.asList("setpriv", "--pdeathsig", "TERM");

  private final Process process;

  private NetworkRerun(Process process) {
    this.process = process;
  }

  /**
   * Runs a command to its end, with the input and outputs of this process.
   *
   * @param pid the JVM's process id
   * @param arguments the command and its options
   * @return its exit code
   * @throws CommandFailure if this user may not enter the namespace, with what to do in one line
   */
  static int run(long pid, List<String> arguments) {
    NetworkNamespace network = NetworkNamespace.of(pid);
    if (!network.mayEnter()) {
      throw new CommandFailure(
          "process "
              + pid
              + " has a network of its own, as a container has, which only root may enter; run this"
              + " as root: sudo java -jar "
              + OwnJar.shellWord()
              + " ...");
    }
    List<String> words = new ArrayList<String>(network.prefix());
    words.addAll(WITH_PARENT);
    words.add(new File(System.getProperty("java.home"), "bin/java").getPath());
    words.add("-jar");
    words.add(OwnJar.file().getPath());
    words.addAll(arguments);
    try {
      requireSetpriv();
      return new NetworkRerun(new ProcessBuilder(words).inheritIO().start()).await();
    } catch (IOException e) {
      throw new CommandFailure(
          "process "
              + pid
              + " has a network of its own, and the programs to enter it cannot be run (Debian's"
              + " package util-linux has nsenter and setpriv): "
              + e.getMessage());
    }
  }

  /** Behind nsenter, it would report itself that it is missing or another one, as BusyBox's. */
  private static void requireSetpriv() throws IOException {
    List<String> words = new ArrayList<String>(WITH_PARENT);
    words.add("true");
    Process trial =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(new File("/dev/null"))
            .start();
    if (await(trial) != 0) {
      throw new IOException("setpriv does not know --pdeathsig");
    }
  }

  private static int await(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted");
    }
  }

  private int await() {
    Thread hook = new Thread(this::interrupt, "interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      int code = await(process);
      Runtime.getRuntime().removeShutdownHook(hook);
      return code;
    } catch (IllegalStateException e) {
      // The hook runs, and ends this process.
      return 1;
    }
  }

  /** Passes Ctrl-C on: the command may still keep what there is, and then gives the exit code. */
  private void interrupt() {
    process.destroy();
    try {
      Runtime.getRuntime().halt(process.waitFor());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
