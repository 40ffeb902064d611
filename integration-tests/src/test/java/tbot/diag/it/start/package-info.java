/**
 * Tests of the agent on a JVM's command line: the content of the jar, the options, and hosts that
 * start as without the agent.
 */
package tbot.diag.it.start;
