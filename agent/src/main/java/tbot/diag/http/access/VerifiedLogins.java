package tbot.diag.http.access;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Logins that were right, so that a scrape each second does not compute a hash each time. They are
 * kept as digests with a secret salt, for the client that they came from alone: others cannot try
 * passwords on them without being slowed down.
 */
final class VerifiedLogins {

  static final int MOST = 1024;

  private static final int SALT_BYTES = 32;

  private final byte[] salt = new byte[SALT_BYTES];

  /** The keys are what is meant. Guarded by this object. */
  private final Map<ByteBuffer, Boolean> digests =
      new LinkedHashMap<ByteBuffer, Boolean>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Boolean> eldest) {
          return size() > MOST;
        }
      };

  VerifiedLogins() {
    new SecureRandom().nextBytes(salt);
  }

  boolean contains(Login login) {
    ByteBuffer digest = digest(login);
    synchronized (this) {
      return digests.get(digest) != null;
    }
  }

  void add(Login login) {
    ByteBuffer digest = digest(login);
    synchronized (this) {
      digests.put(digest, true);
    }
  }

  private ByteBuffer digest(Login login) {
    MessageDigest digest = Sha256.digest();
    digest.update(salt);
    update(digest, login.client.getBytes(StandardCharsets.UTF_8));
    update(digest, login.user.getBytes(StandardCharsets.UTF_8));
    update(digest, login.password);
    return ByteBuffer.wrap(digest.digest());
  }

  /** With the length before, so that no two logins give the same bytes. */
  private static void update(MessageDigest digest, byte[] part) {
    digest.update(ByteBuffer.allocate(4).putInt(part.length).array());
    digest.update(part);
  }
}
