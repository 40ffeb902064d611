/** Readiness: {@code /readyz}, {@code /wait}, the checks, and the clients that ask for them. */
package tbot.diag.it.readiness;
