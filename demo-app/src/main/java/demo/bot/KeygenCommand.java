package demo.bot;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code demo-app keygen}: generates keys, for machines without ssh-keygen. */
@Command(
    name = "keygen",
    usageHelpAutoWidth = true,
    description = "Generates Ed25519 keys without a passphrase, each as FILE and FILE.pub.",
    footer = {"", "An existing private key is kept."})
final class KeygenCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "The private keys.")
  private Path[] files;

  @Option(names = "--help", usageHelp = true, description = "Show this and end.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  @Override
  public Integer call() throws IOException, GeneralSecurityException {
    for (Path file : files) {
      String comment = "demo " + file.getFileName();
      KeyPair key = KeyFile.loadOrCreate(file, comment);
      PrivateFile.replace(Path.of(file + ".pub"), KeyFile.encodePublic(key.getPublic(), comment));
    }
    return 0;
  }
}
