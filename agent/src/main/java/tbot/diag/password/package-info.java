/**
 * Hashes of passwords. The door is {@link tbot.diag.password.PasswordHash}. Imports nothing of the
 * agent; nothing else imports the library for bcrypt.
 */
package tbot.diag.password;
