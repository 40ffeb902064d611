/**
 * The programs of the module {@code test-hosts} as running hosts: each reports what it has done, so
 * that tests can compare profiles and metrics with that.
 *
 * <p>Imported by tests only.
 */
package tbot.diag.it.testhost;
