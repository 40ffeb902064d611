package tbot.diag.config;

import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The options that one source (the arguments or the file) sets; null where it says nothing. */
final class OptionValues {

  static final String DIAG_ADDR = "diag_addr";
  static final String DEBUG = "debug";
  static final String CONFIG = "config";
  static final String SSH_HANDLER = "ssh_handler";
  static final String RECORD = "record";
  static final String LIB_DIR = "lib_dir";

  private HostPort diagAddr;
  private Boolean debug;
  private Boolean record;
  private File libDir;
  private List<HandlerSpec> sshHandlers;

  HostPort diagAddr() {
    return diagAddr;
  }

  Boolean debug() {
    return debug;
  }

  Boolean record() {
    return record;
  }

  File libDir() {
    return libDir;
  }

  List<HandlerSpec> sshHandlers() {
    return sshHandlers == null ? null : Collections.unmodifiableList(sshHandlers);
  }

  void setDiagAddr(String text) {
    try {
      diagAddr = HostPort.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(DIAG_ADDR + ": " + e.getMessage(), e);
    }
  }

  void setDebug(boolean on) {
    debug = on;
  }

  void setRecord(boolean on) {
    record = on;
  }

  void setLibDir(String path) {
    if (path.isEmpty()) {
      throw new IllegalArgumentException(LIB_DIR + ": no value; give a directory");
    }
    libDir = new File(path);
  }

  /** Adds one or several methods, {@code ;} between them. */
  void addSshHandlers(String text) {
    if (sshHandlers == null) {
      sshHandlers = new ArrayList<HandlerSpec>();
    }
    int start = 0;
    while (start <= text.length()) {
      int end = text.indexOf(';', start);
      if (end < 0) {
        end = text.length();
      }
      String one = text.substring(start, end).trim();
      if (!one.isEmpty() || text.trim().isEmpty()) {
        addSshHandler(one);
      }
      start = end + 1;
    }
  }

  private void addSshHandler(String text) {
    try {
      sshHandlers.add(HandlerSpec.parse(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(SSH_HANDLER + ": " + e.getMessage(), e);
    }
  }
}
