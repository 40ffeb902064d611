package tbot.diag.cli;

import picocli.CommandLine.IVersionProvider;
import tbot.diag.config.BuildVersion;

/** What {@code --version} prints. */
final class PrintedVersion implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"tbot-diag " + BuildVersion.read()};
  }
}
