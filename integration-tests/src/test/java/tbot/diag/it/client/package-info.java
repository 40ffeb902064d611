/**
 * Clients of a host: an HTTP client, a reader of {@code /metrics}, and the programs that users
 * have: {@code go tool pprof}, Chromium, OpenSSH.
 *
 * <p>A program that is missing skips the test. Knows no test host.
 */
package tbot.diag.it.client;
