package tbot.diag.cli;

import java.util.jar.JarFile;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class BuildVersion implements IVersionProvider {

  @Override
  public String[] getVersion() throws Exception {
    try (JarFile jar = new JarFile(OwnJar.file(), false)) {
      return new String[] {
        "tbot-diag " + jar.getManifest().getMainAttributes().getValue("Implementation-Version")
      };
    }
  }
}
