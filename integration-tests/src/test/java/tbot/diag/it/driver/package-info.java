/**
 * Drivers of the clients of a host: HTTP, a parser of {@code /metrics}, and the programs {@code go
 * tool pprof}, Chromium (by itself, or driven by Selenium) and OpenSSH.
 *
 * <p>A missing program skips the test. Imports {@code jvm} and {@code machine} only.
 */
package tbot.diag.it.driver;
