package tbot.diag.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The version of the agent. */
public final class BuildVersion {

  private static final String UNKNOWN = "unknown";

  private BuildVersion() {}

  /** Reads the version from a resource, such as {@code 1.2.3}; {@code unknown} if it is missing. */
  public static String read() {
    try (InputStream in = BuildVersion.class.getResourceAsStream("version")) {
      if (in == null) {
        return UNKNOWN;
      }
      String version =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
      return version == null ? UNKNOWN : version;
    } catch (IOException e) {
      return UNKNOWN;
    }
  }
}
