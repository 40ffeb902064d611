/**
 * Programs that the tests and benchmarks run under the agent: each does one thing whose truth is
 * known, and reports it on request. They run on Java 8 and newer and know nothing of the agent.
 */
package tbot.diag.hosts;
