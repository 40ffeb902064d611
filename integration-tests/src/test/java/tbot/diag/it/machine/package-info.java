/**
 * The machine that the tests run on: its ports, its connections and its file systems.
 *
 * <p>Uses nothing of the other packages.
 */
package tbot.diag.it.machine;
