/**
 * Tests of the agent on a JVM's command line: what is in the jar, its options, and that a host
 * starts as it does without it.
 */
package tbot.diag.it.start;
