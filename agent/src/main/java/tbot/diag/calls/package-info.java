/**
 * Slow calls of one method of the host: a log of them with the stacks of their threads, and who has
 * it written. The door: {@link tbot.diag.calls.SlowCalls}, {@link tbot.diag.calls.SlowCall}, {@link
 * tbot.diag.calls.MethodTracer}. Imports {@code config}; knows neither hooks nor profiles.
 */
package tbot.diag.calls;
