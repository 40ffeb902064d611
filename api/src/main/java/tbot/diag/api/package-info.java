/**
 * By this a program reports the state of its services to the agent tbot-diag. Without the agent,
 * the calls do nothing but keep the last state. The door is {@link tbot.diag.api.Services}. Imports
 * {@code java.*} only.
 */
package tbot.diag.api;
