package demo.bot;

import java.util.Set;

/**
 * How to run the bot.
 *
 * @param state where keys are kept
 * @param logins who may log in
 * @param listen where the jump host listens
 * @param targetListen where a target in this process listens, or null for none
 * @param allowedTargets where else sessions may be forwarded to
 * @param renewals when the bot's certificate is renewed
 */
record BotOptions(
    StateDirectory state,
    Logins logins,
    HostPort listen,
    HostPort targetListen,
    Set<HostPort> allowedTargets,
    Renewals.Schedule renewals) {}
