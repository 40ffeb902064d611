package tbot.diag.it.servers;

import java.io.IOException;
import java.nio.file.Path;

/** Apache Karaf, whose console is an SSH server on MINA SSHD as a bundle of an OSGi framework. */
class KarafIT extends RealHostContract {

  @Override
  RealHost host(Path folder) throws IOException {
    return new Karaf(folder);
  }

  /** As README.md of its distribution says. */
  @Override
  int oldestJava() {
    return 11;
  }

  /** Its start script sets a security manager option that newer JVMs refuse. */
  @Override
  int newestJava() {
    return 23;
  }
}
