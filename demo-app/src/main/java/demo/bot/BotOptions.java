package demo.bot;

import java.util.Set;

/**
 * The options of a bot.
 *
 * @param state the directory of its keys
 * @param logins decides who may log in
 * @param listen the address of the jump host
 * @param targetListen the address of the bot's own target, or null for none
 * @param allowedTargets other addresses that sessions may be forwarded to
 * @param renewals the schedule of the certificate renewals
 */
record BotOptions(
    StateDirectory state,
    Logins logins,
    HostPort listen,
    HostPort targetListen,
    Set<HostPort> allowedTargets,
    Renewals.Schedule renewals) {}
