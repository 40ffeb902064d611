'use strict';

// The buttons that save what is shown, and the links to other profiles.

const fileName = ending => `${about.name}-${new Date(about.timeMillis).toISOString().replace(/[-:]|\..*/g, '')}.${ending}`;

$('as-svg').addEventListener('click', () =>
  save(fileName('svg'), 'image/svg+xml', drawSvg(graph, `${about.program} \u2013 ${title}`)));
$('as-collapsed').addEventListener('click', () =>
  save(fileName('collapsed'), 'text/plain', writeCollapsed(profile, isShown)));
$('as-pprof').addEventListener('click', async () =>
  save(fileName('pb.gz'), 'application/octet-stream', await gzipped(writePprof(profile, isShown))));

/** The address of this page with other parameters. */
function here(parameters) {
  const url = new URL(location.href);
  url.hash = '';
  url.searchParams.delete('diff');
  Object.entries(parameters).forEach(([key, value]) => url.searchParams.set(key, value));
  return url.href;
}

/** A page that was saved has no server behind it. */
function offerLinks() {
  if (location.protocol === 'file:') {
    document.querySelectorAll('.bar nav, .online').forEach(link => link.remove());
    const program = document.querySelector('.bar .program');
    program.replaceWith(element('span', {className: 'program'}, program.textContent));
    return;
  }
  $('again').href = here({diff: 'previous'});
  $('new-pprof').href = here({format: 'pprof'});
  $('new-jfr').href = here({format: 'jfr'});
  $('new-jfr').hidden = /^(delta_|goroutine|threadcreate|latency)/.test(about.name);
}
