/** Tests of a JVM that already runs: attach, reconfigure, detach, replace the version. */
package tbot.diag.it.attach;
