/**
 * The demo: a bot that is an SSH jump host and renews its own certificate, a target behind it, and
 * small stand-ins for ssh, ssh-keygen and curl. The door is {@link demo.bot.Main}. Imports nothing
 * of the agent.
 */
package demo.bot;
