/**
 * The JVM under test: the jars that the build made, a host in a process of its own, and agents
 * loaded into it.
 *
 * <p>Used by all tests. Knows no client and no endpoint.
 */
package tbot.diag.it.jvm;
