/**
 * Puts hooks into class files. Door: {@link tbot.diag.hooks.weave.CallWeaver} puts calls into a
 * library, {@link tbot.diag.hooks.weave.AdviceWeaver} puts advice into handlers, and both reach the
 * agent by the {@link tbot.diag.hooks.weave.BridgeClass}. What they weave is described by {@link
 * tbot.diag.hooks.weave.EventHook} and {@link tbot.diag.hooks.weave.MethodHook}; {@link
 * tbot.diag.hooks.weave.WeaveLog} keeps what became of it.
 *
 * <p>Knows neither what the events mean nor which classes are loaded when.
 */
package tbot.diag.hooks.weave;
