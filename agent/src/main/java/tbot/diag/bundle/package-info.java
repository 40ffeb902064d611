/**
 * Reads the agent's jar and the library jars in it, for the agent's class loader. That finds {@link
 * tbot.diag.bundle.Bundle}, the door, by name. Imports nothing of the agent but {@code files} and
 * {@code log}.
 */
package tbot.diag.bundle;
