/**
 * The pages for browsers: what they share, and how text gets into them. The door: {@link
 * tbot.diag.page.Page}, {@link tbot.diag.page.Html}, {@link tbot.diag.page.PageResource}. Imports
 * {@code jvm}; knows no endpoint and no HTTP.
 */
package tbot.diag.page;
