package tbot.diag.it.driver;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The OpenSSH client of this machine. It logs in with a password and uses none of the user's files.
 */
public final class OpenSsh {

  private static final int TIMEOUT_SECONDS = 300;
  private static final int PROMPTS = 10;
  private static final String LOGGED_IN = "logged-in";

  private final Path folder;
  private final Path output;

  private OpenSsh(Path folder) {
    this.folder = folder;
    output = folder.resolve("ssh.log");
  }

  /** Skips the test on a machine without it. */
  public static OpenSsh orSkip(Path folder) {
    ClientProgram.orSkip("ssh", "openssh-client");
    return new OpenSsh(folder);
  }

  /** Logs in as {@code user}, runs {@code true}, and returns ssh's exit code. */
  public int run(int port, String password) throws IOException, InterruptedException {
    return await(start(port, "user", password, PROMPTS, "true"));
  }

  /** Tries a wrong password so many times, and returns ssh's exit code. */
  public int guess(int port, int times) throws IOException, InterruptedException {
    return await(start(port, "user", "wrong", times, "true"));
  }

  /**
   * Logs in by this method alone, with the given key and no other, and returns ssh's exit code.
   *
   * @param key the file of a private key, or null for none
   */
  public int runWith(int port, String method, Path key) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(options(port));
    words.addAll(List.of("-o", "PreferredAuthentications=" + method, "-o", "IdentitiesOnly=yes"));
    words.addAll(List.of("-i", key == null ? "/dev/null" : key.toString()));
    words.addAll(List.of("user@127.0.0.1", "true"));
    return await(start(words, "none"));
  }

  /** Tries a password once, runs a command, and returns ssh's exit code. */
  public int run(int port, String user, String password, String command)
      throws IOException, InterruptedException {
    return await(start(port, user, password, 1, command));
  }

  private int await(Process ssh) throws IOException, InterruptedException {
    try {
      if (!ssh.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("ssh did not end\n" + output());
      }
      return ssh.exitValue();
    } finally {
      ssh.destroyForcibly();
    }
  }

  /** Logs in and stays connected until the process is ended. */
  public Process open(int port, String user, String password) throws IOException {
    return start(port, user, password, 1, "-N");
  }

  /** Waits until the login has succeeded. */
  public void awaitLogin(Process ssh) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    while (!output().contains(LOGGED_IN)) {
      if (!ssh.isAlive() || System.nanoTime() > deadline) {
        throw new AssertionError("ssh did not log in\n" + output());
      }
      Thread.sleep(10);
    }
  }

  private Process start(int port, String user, String password, int prompts, String what)
      throws IOException {
    List<String> words = new ArrayList<>(options(port));
    words.addAll(List.of("-o", "PreferredAuthentications=password"));
    words.addAll(List.of("-o", "NumberOfPasswordPrompts=" + prompts));
    words.addAll(List.of(user + "@127.0.0.1", what));
    return start(words, password);
  }

  private static List<String> options(int port) {
    return List.of(
        "ssh",
        "-F",
        "/dev/null",
        "-o",
        "StrictHostKeyChecking=no",
        "-o",
        "UserKnownHostsFile=/dev/null",
        "-o",
        "PermitLocalCommand=yes",
        "-o",
        "LocalCommand=echo " + LOGGED_IN,
        "-p",
        Integer.toString(port));
  }

  private Process start(List<String> words, String password) throws IOException {
    Path askpass = folder.resolve("askpass");
    Files.writeString(askpass, "#!/bin/sh\necho " + password + "\n");
    assumeTrue(askpass.toFile().setExecutable(true), "no executable files in " + folder);
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().put("SSH_ASKPASS", askpass.toString());
    builder.environment().put("SSH_ASKPASS_REQUIRE", "force");
    builder.environment().put("DISPLAY", "none");
    builder.environment().remove("SSH_AUTH_SOCK");
    builder.redirectInput(new File("/dev/null"));
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    return builder.start();
  }

  /** What ssh printed so far. */
  public String output() throws IOException {
    return Files.exists(output) ? Files.readString(output) : "";
  }
}
