package tbot.diag.cli.target;

import java.io.File;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tbot.diag.jvm.ProcessId;

/** The JVMs of this machine. */
public final class Jvms {

  private Jvms() {}

  /**
   * All but this one, and but those that run commands of ours, by process id. None is attached to
   * and none is disturbed.
   */
  public static List<Jvm> list() {
    List<Jvm> found = ProcProcess.isSupported() ? ofProc() : ofAttachApi();
    List<Jvm> others = new ArrayList<Jvm>();
    for (Jvm jvm : found) {
      if (jvm.pid() != ProcessId.get() && !jvm.isOurCommand()) {
        others.add(jvm);
      }
    }
    others.sort(Comparator.comparingLong(Jvm::pid));
    return others;
  }

  private static List<Jvm> ofProc() {
    List<Jvm> found = new ArrayList<Jvm>();
    String[] names = new File("/proc").list();
    for (String name : names == null ? new String[0] : names) {
      if (!name.isEmpty() && Character.isDigit(name.charAt(0))) {
        long pid = Long.parseLong(name);
        ProcProcess process = new ProcProcess(pid);
        if (process.isJvm()) {
          found.add(Jvm.of(process, pid));
        }
      }
    }
    return found;
  }

  /** On systems without {@code /proc}: the JVMs of this user. */
  private static List<Jvm> ofAttachApi() {
    List<Jvm> found = new ArrayList<Jvm>();
    for (Map.Entry<Long, String> entry : AttachApi.find().list().entrySet()) {
      found.add(
          new Jvm(
              entry.getKey(),
              System.getProperty("user.name", ""),
              "",
              LauncherArguments.mainOf(entry.getValue())));
    }
    return found;
  }
}
