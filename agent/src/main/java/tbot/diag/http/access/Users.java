package tbot.diag.http.access;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tbot.diag.password.PasswordHash;

/** Users and the hashes of their passwords, and which passwords were verified since. */
final class Users {

  private final Map<String, PasswordHash> hashes;

  /** For unknown users. */
  private final List<PasswordHash> decoys;

  private final int decoySeed = new Random().nextInt();
  private final VerifiedLogins verified = new VerifiedLogins();

  Users(Map<String, PasswordHash> hashes) {
    this.hashes = hashes;
    decoys = new ArrayList<PasswordHash>(hashes.values());
  }

  /**
   * Reads lines {@code user:hash}.
   *
   * @throws IllegalArgumentException with one line, without any of the content
   */
  static Users parse(byte[] content) {
    Map<String, PasswordHash> hashes = new HashMap<String, PasswordHash>();
    SecretLines.forEach(
        content,
        line -> {
          int colon = line.indexOf(':');
          if (colon <= 0) {
            throw new IllegalArgumentException("not of the form user:hash");
          }
          PasswordHash hash = PasswordHash.parse(line.substring(colon + 1).trim());
          if (hashes.put(line.substring(0, colon), hash) != null) {
            throw new IllegalArgumentException("the user of an earlier line again");
          }
        });
    if (hashes.isEmpty()) {
      throw new IllegalArgumentException("no user in it; a line is user:hash");
    }
    return new Users(hashes);
  }

  /** Whether this login was right before. */
  boolean hasVerified(Login login) {
    return verified.contains(login);
  }

  /**
   * Computes the hash, of unknown users too: it must not show by the time which users there are.
   */
  boolean verify(Login login) {
    PasswordHash hash = hashes.get(login.user);
    boolean right = (hash == null ? decoy(login.user) : hash).matches(login.password);
    if (right && hash != null) {
      verified.add(login);
    }
    return right && hash != null;
  }

  /** For a user always the same one, so that it always takes the same time. */
  private PasswordHash decoy(String user) {
    return decoys.get(Math.floorMod(user.hashCode() ^ decoySeed, decoys.size()));
  }
}
