package tbot.diag.it.servers;

import java.io.IOException;
import java.nio.file.Path;

/** WildFly with a web application: class loaders by JBoss Modules, a log manager set in main. */
class WildFlyIT extends RealHostContract {

  @Override
  RealHost host(Path folder) throws IOException {
    return new WildFly(folder);
  }

  /** As WFLY-19888 says of 35 and newer. */
  @Override
  int oldestJava() {
    return 17;
  }
}
