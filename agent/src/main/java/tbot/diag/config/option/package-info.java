/**
 * How each option is read, from an agent argument and from the YAML file. A new option is an entry
 * of the table {@link tbot.diag.config.option.Options}.
 *
 * <p>Door: that table, {@link tbot.diag.config.option.Option}, and {@link
 * tbot.diag.config.option.OptionValues}, what one source sets. Imports the values, and the files
 * that options name.
 */
package tbot.diag.config.option;
