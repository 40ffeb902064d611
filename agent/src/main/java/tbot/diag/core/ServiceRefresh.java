package tbot.diag.core;

import tbot.diag.tasks.Tasks;

/** Brings the services up to date that depend on the state of the hooks. */
final class ServiceRefresh implements Runnable {

  private final SshMultiplexerHealth ssh;
  private final Tasks tasks;

  ServiceRefresh(SshMultiplexerHealth ssh, Tasks tasks) {
    this.ssh = ssh;
    this.tasks = tasks;
  }

  @Override
  public void run() {
    ssh.run();
    tasks.run();
  }
}
