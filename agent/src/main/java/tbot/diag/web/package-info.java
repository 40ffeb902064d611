/**
 * What a browser gets in place of text: the home page at {@code /}, and pages for errors. The door:
 * {@link tbot.diag.web.HomeEndpoint} and {@link tbot.diag.web.ErrorPages}, which load the rest when
 * a browser asks. Imports {@code health}, {@code metrics}, {@code http} and {@code page}; knows
 * nothing of {@code pprof} but its addresses.
 */
package tbot.diag.web;
