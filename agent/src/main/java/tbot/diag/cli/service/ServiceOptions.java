package tbot.diag.cli.service;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tbot.diag.cli.console.CommandFailure;
import tbot.diag.cli.target.TargetText;
import tbot.diag.cli.target.Targets;

/** What a command is about: a JVM of this machine, or a service at an address. */
public final class ServiceOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "TARGET",
      description = TargetText.DESCRIPTION)
  private String target;

  @Option(
      names = "--diag-addr",
      paramLabel = "ADDRESS",
      converter = ServiceAddressConverter.class,
      description = "instead of TARGET, a service in the network: " + ServiceAddressConverter.FORMS)
  private ServiceAddress diagAddr;

  /**
   * Requires one of the two.
   *
   * @throws ParameterException if there are none or both
   */
  public void requireOne() {
    if ((target == null) == (diagAddr == null)) {
      throw new ParameterException(
          command.commandLine(),
          target == null ? "name a TARGET, or --diag-addr" : "use TARGET or --diag-addr, not both");
    }
  }

  /** Whether it is a service at an address. */
  public boolean isRemote() {
    return diagAddr != null;
  }

  /** The target or the address, for messages and names of files. */
  public String name() {
    return target == null ? diagAddr.toString() : target;
  }

  /**
   * The process id of the target.
   *
   * @throws CommandFailure if no JVM is meant, or several
   */
  public long pid() {
    return Targets.find(target);
  }

  /**
   * Opens a session in the JVM, or makes a client of the service.
   *
   * @throws CommandFailure if there is no such JVM, or it cannot be attached to
   */
  public ServiceSession open() {
    return isRemote() ? new RemoteService(diagAddr) : AgentSession.open(pid());
  }
}
