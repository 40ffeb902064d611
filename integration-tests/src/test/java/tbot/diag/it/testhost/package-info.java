/**
 * The programs of the module {@code test-hosts} as running hosts: each knows what it has done, so
 * that profiles and metrics can be held against that.
 */
package tbot.diag.it.testhost;
