/**
 * Reads the agent's jar and the libraries in it for the class loader of the agent, which finds
 * {@link tbot.diag.bundle.Bundle}, the door, by name. Imports {@code files} and {@code log} alone.
 */
package tbot.diag.bundle;
