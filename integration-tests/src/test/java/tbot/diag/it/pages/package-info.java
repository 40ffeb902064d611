/** The pages for people, in a real browser: on a desk and on a phone, light and dark. */
package tbot.diag.it.pages;
