/**
 * Files of the agent that no other user can open, and files of secrets that users give it. The door
 * is {@link tbot.diag.files.PrivateFile}, {@link tbot.diag.files.SecretFile} and {@link
 * tbot.diag.files.WatchedFile}. Imports nothing of the agent but {@code log}.
 */
package tbot.diag.files;
