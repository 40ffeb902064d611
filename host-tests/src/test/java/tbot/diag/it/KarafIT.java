package tbot.diag.it;

import java.io.IOException;
import java.nio.file.Path;

/** Apache Karaf, whose console is an SSH server on MINA SSHD as a bundle of an OSGi framework. */
class KarafIT extends RealHostContract {

  @Override
  RealHost host(Path folder) throws IOException {
    return new Karaf(folder);
  }
}
