/**
 * Functions, frames and call stacks, their hashes, and the tables that intern or number them.
 *
 * <p>Types for other packages: {@link tbot.diag.profiling.stack.CallStack} with its {@link
 * tbot.diag.profiling.stack.Frame} and {@link tbot.diag.profiling.stack.Function}; {@link
 * tbot.diag.profiling.stack.FrameTable}, {@link tbot.diag.profiling.stack.LongIndex}, {@link
 * tbot.diag.profiling.stack.LongMap} and {@link tbot.diag.profiling.stack.Hash64} for readers and
 * writers of profiles; {@link tbot.diag.profiling.stack.ClassNames} and {@link
 * tbot.diag.profiling.stack.TypeNames}.
 *
 * <p>Must not import any package of the agent but the log.
 */
package tbot.diag.profiling.stack;
