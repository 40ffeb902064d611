/**
 * The machine that the tests run on: its ports, its connections and its file systems.
 *
 * <p>Imports no other package of the tests.
 */
package tbot.diag.it.machine;
