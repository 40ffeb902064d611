/** Tests of the listener and of the endpoints that are not profiles: health, metrics, the index. */
package tbot.diag.it.endpoints;
