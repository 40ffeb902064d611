package tbot.diag.core;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import tbot.diag.log.Log;
import tbot.diag.pprof.PprofEndpoints;
import tbot.diag.profiling.Recorder;

/** A stand-in for the composition root: binds the profiling endpoints alone. */
public final class Diagnostics implements AutoCloseable, Consumer<String> {

  private HttpServer server;
  private ExecutorService executor;
  private Recorder recorder;

  private Diagnostics() {}

  /**
   * Starts the service; returns at once.
   *
   * @param arguments the agent arguments, or null
   * @param instrumentation the JVM's
   * @return the handle by which the entry class reconfigures and stops it
   */
  public static Diagnostics start(String arguments, Instrumentation instrumentation)
      throws IOException {
    Diagnostics started = new Diagnostics();
    String address = null;
    String libDir = null;
    for (String argument : (arguments == null ? "" : arguments).split(",", -1)) {
      if (argument.startsWith("diag_addr=")) {
        address = argument.substring("diag_addr=".length());
      } else if (argument.startsWith("lib_dir=")) {
        libDir = argument.substring("lib_dir=".length());
      } else if (argument.equals("debug")) {
        Log.setVerbose(true);
      }
    }
    if (address != null) {
      started.bind(address, libDir);
    }
    return started;
  }

  private void bind(String address, String libDir) throws IOException {
    int colon = address.lastIndexOf(':');
    InetSocketAddress socket =
        new InetSocketAddress(
            address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
    recorder = Recorder.create(libDir);
    server = HttpServer.create(socket, 0);
    executor =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "tbot-diag-http");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(executor);
    for (Map.Entry<String, HttpHandler> entry : PprofEndpoints.create(recorder).entrySet()) {
      server.createContext(entry.getKey(), entry.getValue());
    }
    server.start();
    Log.info("listening on 127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void accept(String arguments) {}

  @Override
  public void close() {
    if (server != null) {
      recorder.close();
      server.stop(0);
      executor.shutdown();
    }
  }
}
