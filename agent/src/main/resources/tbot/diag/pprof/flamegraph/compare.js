'use strict';

/** Where this tab keeps its profiles; each tab has its own. */
const EARLIER = 'tbot-diag.profiles';

/** The most profiles that are kept; fewer if the browser has no room. */
const MOST_EARLIER = 5;

/** The profiles that this tab had before, the newest first: {title, data}. */
function earlierProfiles() {
  try {
    return JSON.parse(sessionStorage.getItem(EARLIER)) || [];
  } catch (e) {
    return [];
  }
}

/** Keeps a profile for a comparison later. Returns whether there was room. */
function keepProfile(title, data, earlier) {
  const kept = [{title, data}, ...earlier.filter(other => other.title !== title)].slice(0, MOST_EARLIER);
  for (; kept.length > 0; kept.pop()) {
    try {
      sessionStorage.setItem(EARLIER, JSON.stringify(kept));
      return true;
    } catch (e) {
      // No room, or no storage at all, as in a saved page: fewer may fit.
    }
  }
  return false;
}

/** Reads a file: pprof, packed or not, or collapsed stacks. */
async function readProfileFile(file, wanted) {
  const bytes = await gunzipped(new Uint8Array(await file.arrayBuffer()));
  if (bytes.length === 0) {
    throw new Error('it is empty');
  }
  // A file of pprof begins with its first field, which is a message; text does not.
  if (bytes[0] === 0x0a) {
    return readPprof(bytes, wanted);
  }
  return readCollapsed(new TextDecoder('utf-8', {fatal: true}).decode(bytes));
}
