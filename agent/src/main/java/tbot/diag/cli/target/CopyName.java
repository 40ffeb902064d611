package tbot.diag.cli.target;

import java.io.IOException;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * The path of our jar's copy in the {@code /tmp} of a process.
 *
 * <p>A JVM keeps the path of each agent on its class path for good. So the path is always the same
 * for one process: the class path does not grow with each command, and the agent is not taken for
 * one of another jar. Whoever knows the path could put a jar there later, for the JVM to look for
 * classes in. So nobody can guess it who may not read the memory of the process: it comes from the
 * random addresses at which the kernel has put that. From Java 21 on, a warning of the JVM names
 * it.
 */
final class CopyName {

  private static final String PREFIX = "tbot-diag-";
  private static final String ENDING = ".jar";
  private static final int FOLDER_DIGITS = 16;

  private final String digits;

  private CopyName(String digits) {
    this.digits = digits;
  }

  /**
   * The name for a process.
   *
   * @throws IOException if this user may not read the memory of the process
   */
  static CopyName of(ProcProcess process) throws IOException {
    byte[] hash;
    try {
      hash = MessageDigest.getInstance("SHA-256").digest(process.addresses());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
    return new CopyName(String.format(Locale.ROOT, "%064x", new BigInteger(1, hash)));
  }

  /** The folder, which everybody sees who may list {@code /tmp}. */
  String folder() {
    return PREFIX + digits.substring(0, FOLDER_DIGITS);
  }

  /** The file in the folder, which only the owner of the folder may list. */
  String file() {
    return digits.substring(FOLDER_DIGITS) + ENDING;
  }
}
