/**
 * Tests with the clients that users have: {@code go tool pprof}, a Prometheus server, a browser,
 * and the rules of Parca and Alloy.
 */
package tbot.diag.it.clients;
