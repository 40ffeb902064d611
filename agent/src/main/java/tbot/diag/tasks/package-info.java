/**
 * The tasks of the host, and what it reports by the API: what that means for services of {@code
 * health} and for {@code metrics}. The doors are {@link tbot.diag.tasks.Tasks} and {@link
 * tbot.diag.tasks.ApiServices}. Imports {@code config} for what is a task and {@code hooks} for its
 * calls, and not {@code http}.
 */
package tbot.diag.tasks;
