/** Tests of the demo: the bot alone, the bot under the agent, and the command {@code bin/demo}. */
package tbot.diag.it.demo;
