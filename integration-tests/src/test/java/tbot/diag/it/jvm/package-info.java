/**
 * The JVM under test: the jars that the build made, a host as a child process, and agents attached
 * to it.
 *
 * <p>Used by all tests. Imports no other package of them.
 */
package tbot.diag.it.jvm;
