/**
 * The pages of debug mode for people: the index, the page that waits for a profile, and the tables
 * of the heap and of the threads. The door: {@link tbot.diag.pprof.pages.IndexPage} with its {@link
 * tbot.diag.pprof.pages.IndexEntry entries} in {@link tbot.diag.pprof.pages.Group groups} and their
 * {@link tbot.diag.pprof.pages.Field fields}, {@link tbot.diag.pprof.pages.TakePage}, and {@link
 * tbot.diag.pprof.pages.Table}. Imports {@code page}, {@code pprof.snapshot} and of {@code http}
 * the query; knows no endpoint and no profiler.
 */
package tbot.diag.pprof.pages;
