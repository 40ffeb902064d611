package tbot.diag.it.servers;

import java.io.IOException;
import java.nio.file.Path;

/** An executable jar of Spring Boot, whose class loader loads MINA SSHD from a nested jar. */
class SpringBootIT extends RealHostContract {

  @Override
  RealHost host(Path folder) throws IOException {
    return new SpringBoot(folder);
  }

  /** As the page "System Requirements" of its documentation says. */
  @Override
  int oldestJava() {
    return 17;
  }
}
