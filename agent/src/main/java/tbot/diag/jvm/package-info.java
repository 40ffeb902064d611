/**
 * Features of the JVM beyond its everyday API that several packages need. Each type is a door of
 * its own. Imports nothing of the agent.
 */
package tbot.diag.jvm;
