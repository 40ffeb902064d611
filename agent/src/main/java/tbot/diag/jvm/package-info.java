/**
 * What several packages need to ask of the JVM beyond its everyday API. Imports nothing of the
 * agent.
 */
package tbot.diag.jvm;
