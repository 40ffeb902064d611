/**
 * Tests of the profiles: what they hold against what the host knows of itself, and what is answered
 * where the profiler cannot work.
 */
package tbot.diag.it.profiles;
