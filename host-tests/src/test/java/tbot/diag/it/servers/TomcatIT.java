package tbot.diag.it.servers;

import java.io.IOException;
import java.nio.file.Path;

/** Apache Tomcat with a web application. It installs a log manager of its own. */
class TomcatIT extends RealHostContract {

  @Override
  RealHost host(Path folder) throws IOException {
    return new Tomcat(folder);
  }

  /** As RELEASE-NOTES of its distribution says. */
  @Override
  int oldestJava() {
    return 17;
  }
}
