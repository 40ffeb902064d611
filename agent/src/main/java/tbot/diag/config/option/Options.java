package tbot.diag.config.option;

import java.io.File;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import tbot.diag.config.value.CheckSpec;
import tbot.diag.config.value.HandlerSpec;
import tbot.diag.config.value.ListenAddress;
import tbot.diag.config.value.TaskSpec;

/**
 * The table of all options. A new one is a constant and its place in {@link #ALL}: the agent
 * arguments, the file, the messages and the merging of both go by the table.
 */
public final class Options {

  public static final Option<ListenAddress> DIAG_ADDR = new AddressOption("diag_addr");
  public static final Option<Boolean> DEBUG = new FlagOption("debug");
  public static final Option<File> CONFIG = new PathOption("config", "a YAML file", false);
  public static final Option<List<HandlerSpec>> SSH_HANDLER = new HandlersOption("ssh_handler");
  public static final Option<List<CheckSpec>> READY_CHECK = new ReadyChecksOption("ready_check");
  public static final Option<List<TaskSpec>> TASK = new TasksOption("task");
  public static final Option<Boolean> RECORD = new FlagOption("record");
  public static final Option<String> CMDLINE = new ChoiceOption("cmdline", "masked", "full");
  public static final Option<File> LIB_DIR = new PathOption("lib_dir", "a directory", true);
  public static final Option<File> TLS_CERT = new PathOption("tls_cert", "a PEM file", true);
  public static final Option<File> TLS_KEY = new PathOption("tls_key", "a PEM file", true);
  public static final Option<File> TLS_KEY_PASSWORD_FILE =
      new PathOption("tls_key_password_file", "a file", true);
  public static final Option<File> TLS_CLIENT_CA =
      new PathOption("tls_client_ca", "a PEM file", true);

  public static final Option<File> AUTH_FILE =
      new PathOption("auth_file", "a file of lines user:hash", true);
  public static final Option<File> TOKEN_FILE =
      new PathOption("token_file", "a file with a token on each line", true);
  public static final Option<List<String>> AUTH_EXCEPT = new UrlPathsOption("auth_except");
  public static final Option<List<String>> ALLOW_HOST = new HostNamesOption("allow_host");

  /** In the order in which messages list them. */
  public static final List<Option<?>> ALL =
      Collections.unmodifiableList(
          Arrays.<Option<?>>asList(
              DIAG_ADDR,
              DEBUG,
              CONFIG,
              SSH_HANDLER,
              READY_CHECK,
              TASK,
              RECORD,
              LIB_DIR,
              CMDLINE,
              TLS_CERT,
              TLS_KEY,
              TLS_KEY_PASSWORD_FILE,
              TLS_CLIENT_CA,
              AUTH_FILE,
              TOKEN_FILE,
              AUTH_EXCEPT,
              ALLOW_HOST));

  private Options() {}

  /** The option of this name, or null. */
  public static Option<?> named(String key) {
    for (Option<?> option : ALL) {
      if (option.key().equals(key)) {
        return option;
      }
    }
    return null;
  }

  /** All names, for messages. */
  public static String names() {
    StringBuilder names = new StringBuilder();
    for (Option<?> option : ALL) {
      names.append(names.length() == 0 ? "" : ", ").append(option.key());
    }
    return names.toString();
  }
}
