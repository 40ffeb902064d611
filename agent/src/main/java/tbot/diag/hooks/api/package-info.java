/**
 * The hooks in the API by which a host reports the state of its services, the module {@code api}.
 *
 * <p>Door: {@link tbot.diag.hooks.api.ApiHooks} and {@link tbot.diag.hooks.api.ServiceListener}.
 * Imports {@code hooks} and the log only; of the API it knows names.
 */
package tbot.diag.hooks.api;
