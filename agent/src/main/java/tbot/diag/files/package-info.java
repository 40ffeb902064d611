/**
 * The agent's own files: where they may lie, and that no other user can reach them. The door is
 * {@link tbot.diag.files.PrivateFile}. Imports nothing of the agent.
 */
package tbot.diag.files;
