package tbot.diag.http.access;

import tbot.diag.http.Request;

/** One rule about who may ask. Asked by several threads at a time. */
interface Check {

  /** The reason to refuse a request, or null. */
  Refusal judge(Request request);
}
