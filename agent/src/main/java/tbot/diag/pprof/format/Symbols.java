package tbot.diag.pprof.format;

import tbot.diag.profiling.source.StartLines;

/** What the profiles of a process share about its code: addresses, and where methods begin. */
public final class Symbols {

  private final SyntheticAddresses addresses = new SyntheticAddresses();
  private final StartLines startLines;

  /**
   * Of one process.
   *
   * @param startLines the lines of its methods
   */
  public Symbols(StartLines startLines) {
    this.startLines = startLines;
  }

  /** Of a process other than this JVM: what is not in a profile of it is not known. */
  public static Symbols ofOtherProcess() {
    return new Symbols(StartLines.UNKNOWN);
  }

  /**
   * The function at an address of a profile that was written lately, the innermost if frames were
   * inlined; null if unknown.
   */
  public String nameAt(long address) {
    return addresses.nameAt(address);
  }

  SyntheticAddresses addresses() {
    return addresses;
  }

  StartLines startLines() {
    return startLines;
  }
}
