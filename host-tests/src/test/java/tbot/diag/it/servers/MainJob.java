package tbot.diag.it.servers;

import tbot.diag.it.driver.SshFigures;

/** The work that a real client does with a host. */
interface MainJob {

  /**
   * Does the work; fails the test if the host does not.
   *
   * @param whileOpen runs while the last connection is still open
   */
  void perform(Runnable whileOpen) throws Exception;

  /** The SSH connections of one run, while the last one is still open. */
  SshFigures figuresWhileOpen();

  /** The SSH connections of one run. */
  SshFigures figures();
}
