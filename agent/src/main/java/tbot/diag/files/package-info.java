/**
 * Files of the agent that no other user can open, and the directories for them. The door is {@link
 * tbot.diag.files.PrivateFile}. Imports nothing of the agent.
 */
package tbot.diag.files;
