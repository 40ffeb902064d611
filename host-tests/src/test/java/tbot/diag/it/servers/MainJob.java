package tbot.diag.it.servers;

import tbot.diag.it.client.SshFigures;

/** What a host is there for, done by a real client. */
interface MainJob {

  /**
   * Has the host do its job; fails unless it does.
   *
   * @param whileOpen runs while the last connection is still open
   */
  void perform(Runnable whileOpen) throws Exception;

  /** The SSH connections of one performance so far, while the last one is open. */
  SshFigures figuresWhileOpen();

  /** The SSH connections of one performance. */
  SshFigures figures();
}
