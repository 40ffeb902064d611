package tbot.diag.http.engine;

import tbot.diag.http.Dispatcher;
import tbot.diag.http.engine.transport.Layer;

/**
 * What connections speak below HTTP, and who answers their requests. The two protect the endpoints
 * together, so they are replaced together. Immutable.
 */
final class Served {

  final Layer layer;
  final Dispatcher dispatcher;

  Served(Layer layer, Dispatcher dispatcher) {
    this.layer = layer;
    this.dispatcher = dispatcher;
  }
}
