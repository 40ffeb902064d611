/**
 * Runs async-profiler: its native library, its sessions, and what it may do in this process.
 *
 * <p>Types for other packages: {@link tbot.diag.profiling.engine.AsyncProfilerSource} and {@link
 * tbot.diag.profiling.engine.ProfilerLibrary}, for the code that starts the agent's parts.
 *
 * <p>Imports the other packages of {@code profiling}, which must not import this one, the agent's
 * files, the version of Java, and the log. Only this package uses {@code one.profiler}.
 */
package tbot.diag.profiling.engine;
