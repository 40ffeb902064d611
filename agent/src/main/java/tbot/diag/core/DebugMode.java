package tbot.diag.core;

import java.io.File;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tbot.diag.calls.MethodTracer;
import tbot.diag.config.DiagOptions;
import tbot.diag.http.Route;
import tbot.diag.jvm.SpareMemory;
import tbot.diag.log.Log;
import tbot.diag.pprof.CumulativeRecording;
import tbot.diag.pprof.PprofEndpoints;
import tbot.diag.profiling.ProfilerUnavailableException;
import tbot.diag.profiling.Recorder;
import tbot.diag.profiling.engine.AsyncProfilerSource;
import tbot.diag.profiling.engine.ProfilerLibrary;
import tbot.diag.profiling.source.StartLines;

/**
 * Debug mode, on or off. Its endpoints and their recorder are made by the first request for one, so
 * that a host with debug mode on does not load their classes before.
 */
final class DebugMode implements Supplier<List<Route>>, BooleanSupplier, AutoCloseable {

  private final MethodTracer tracer;
  private final Supplier<Class<?>[]> loadedClasses;

  // Guarded by this object, since requests come on many threads.
  private boolean on;
  private int sessions;
  private File libDir;
  private Profiling profiling;

  private volatile boolean fullCommandLine;

  /**
   * Debug mode, off.
   *
   * @param tracer has calls of methods logged for a profile
   * @param loadedClasses those of the JVM at the time
   */
  DebugMode(MethodTracer tracer, Supplier<Class<?>[]> loadedClasses) {
    this.tracer = tracer;
    this.loadedClasses = loadedClasses;
  }

  /**
   * Follows the options. Turning debug mode off or changing the library's directory ends what is
   * being recorded.
   *
   * @return supplies the routes of debug mode; null if it is off
   */
  Supplier<List<Route>> routes(DiagOptions options) {
    if (!options.debug()) {
      close();
      return null;
    }
    if (!Objects.equals(libDir, options.libDir())) {
      closeRecorder(true);
    }
    fullCommandLine = options.fullCommandLine();
    synchronized (this) {
      on = true;
      libDir = options.libDir();
    }
    return this;
  }

  /** The routes, the same ones each time; none while debug mode is off. */
  @Override
  public List<Route> get() {
    synchronized (this) {
      if (!on) {
        return Collections.emptyList();
      }
    }
    return routes();
  }

  private List<Route> routes() {
    Profiling current = profiling();
    return current == null ? Collections.<Route>emptyList() : current.routes;
  }

  /** Begins a session, which has the routes of debug mode whether that is on or off. */
  synchronized Supplier<List<Route>> acquire() {
    sessions++;
    return new Supplier<List<Route>>() {
      @Override
      public List<Route> get() {
        return routes();
      }
    };
  }

  /** Ends a session. The last one ends the recorder, unless debug mode is on. */
  void release() {
    synchronized (this) {
      sessions--;
      if (on) {
        return;
      }
    }
    closeRecorder(false);
  }

  /** Whether {@code cmdline} shows secrets. */
  @Override
  public boolean getAsBoolean() {
    return fullCommandLine;
  }

  /** Whether the options have it on. */
  synchronized boolean isOn() {
    return on;
  }

  /** Whether something is being recorded. */
  synchronized boolean isRecording() {
    return profiling != null && profiling.recorder.isRecording();
  }

  /** Starts the cumulative profiles if the options say so; that loads the profiler. */
  void record(DiagOptions options) throws InterruptedException {
    Profiling current = options.record() ? profiling() : null;
    if (current != null) {
      current.record();
    }
  }

  private synchronized Profiling profiling() {
    if (profiling == null && (on || sessions > 0)) {
      SpareMemory.require(SpareMemory.FOR_NEW_CODE);
      profiling = new Profiling(libDir, this, tracer, loadedClasses);
    }
    return profiling;
  }

  /**
   * Turns debug mode off. Ends the recorder and everything that waits for it, unless a session uses
   * it.
   */
  @Override
  public void close() {
    synchronized (this) {
      on = false;
    }
    closeRecorder(false);
  }

  private void closeRecorder(boolean evenInSessions) {
    Profiling last;
    synchronized (this) {
      if (sessions > 0 && !evenInSessions) {
        return;
      }
      last = profiling;
      profiling = null;
    }
    if (last != null) {
      last.recorder.close();
    }
  }

  /** The recorder and its users. A class of its own, so that the verifier loads theirs late. */
  private static final class Profiling {

    private final Recorder recorder;
    private final CumulativeRecording cumulative;
    private final List<Route> routes;

    Profiling(
        File libDir,
        BooleanSupplier fullCommandLine,
        MethodTracer tracer,
        Supplier<Class<?>[]> loadedClasses) {
      ProfilerLibrary library = new ProfilerLibrary(libDir == null ? null : libDir.getPath());
      recorder = new Recorder(new AsyncProfilerSource(library));
      cumulative = new CumulativeRecording(recorder);
      routes =
          PprofEndpoints.create(
              recorder, cumulative, fullCommandLine, tracer, new StartLines(loadedClasses));
    }

    void record() throws InterruptedException {
      try {
        cumulative.start();
      } catch (ProfilerUnavailableException e) {
        Log.warn("record: " + e.getMessage());
      }
    }
  }
}
