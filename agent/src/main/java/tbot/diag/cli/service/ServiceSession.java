package tbot.diag.cli.service;

import tbot.diag.cli.console.CommandFailure;

/** A service that can be asked until this is closed. */
public interface ServiceSession extends AutoCloseable {

  /** Asks the service. */
  ServiceClient client();

  /**
   * Says why a question failed, if more is known than the failure itself tells.
   *
   * @param incomplete what there would have been, for the message
   * @return another failure, or the same one
   */
  CommandFailure explain(CommandFailure failure, String incomplete);

  @Override
  void close();
}
