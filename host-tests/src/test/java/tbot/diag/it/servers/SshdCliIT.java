package tbot.diag.it.servers;

import java.io.IOException;
import java.nio.file.Path;

/** Apache MINA SSHD's own server program. It logs by {@code java.util.logging}. */
class SshdCliIT extends RealHostContract {

  @Override
  RealHost host(Path folder) throws IOException {
    return new SshdCli(folder);
  }

  /** As the site of MINA SSHD says of 1.3 and newer. */
  @Override
  int oldestJava() {
    return 8;
  }
}
