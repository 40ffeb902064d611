/** The commands of {@code java -jar tbot-diag.jar} that find, list and profile JVMs. */
package tbot.diag.it.cli;
