/**
 * Files of the agent that no other user can open, and files that users name by options. The door is
 * {@link tbot.diag.files.PrivateFile}, {@link tbot.diag.files.OptionFile} and {@link
 * tbot.diag.files.WatchedFile} with {@link tbot.diag.files.FileChanges}. Imports nothing of the
 * agent but {@code log}.
 */
package tbot.diag.files;
