package tbot.diag.cli.service;

import tbot.diag.cli.console.CommandFailure;

/** A service at an address, of which nothing else is known. */
final class RemoteService implements ServiceSession {

  private final ServiceClient client;

  RemoteService(ServiceAddress address) {
    client = ServiceClient.of(address);
  }

  @Override
  public ServiceClient client() {
    return client;
  }

  @Override
  public CommandFailure explain(CommandFailure failure, String incomplete) {
    return failure;
  }

  @Override
  public void close() {}
}
