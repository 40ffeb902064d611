/**
 * Tests of the profiles: their values, compared with the host's own figures, and the answers where
 * the profiler cannot work.
 */
package tbot.diag.it.profiles;
