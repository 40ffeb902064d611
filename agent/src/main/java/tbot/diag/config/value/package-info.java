/**
 * The values of options that are more than a string: addresses, methods, checks and tasks. Each
 * type is a door of its own, immutable, and read by its {@code parse}. Imports the log alone, for
 * how to print a line.
 */
package tbot.diag.config.value;
