'use strict';
(() => {
  const section = document.querySelector('.take');
  const left = section.querySelector('.left');
  const bar = section.querySelector('progress');
  const note = section.querySelector('.note');
  const stop = section.querySelector('.stop');
  const again = section.querySelector('.again');
  const seconds = Number(section.dataset.seconds);
  const id = Array.from(crypto.getRandomValues(new Uint8Array(16)),
      byte => byte.toString(16).padStart(2, '0')).join('');
  let timer = 0;

  function countDown(end) {
    const rest = Math.max(0, (end - performance.now()) / 1000);
    left.textContent = Math.ceil(rest) + ' s left';
    bar.value = seconds - rest;
    if (rest === 0) {
      finish('The time is over. The profile is being written.');
    }
  }

  function finish(text) {
    clearInterval(timer);
    stop.hidden = true;
    left.textContent = 'Finishing\u2026';
    bar.removeAttribute('value');
    note.textContent = text;
  }

  function conclude(title, text) {
    clearInterval(timer);
    left.textContent = title;
    bar.hidden = true;
    stop.hidden = true;
    again.hidden = false;
    note.textContent = text;
  }

  async function stopAndKeep() {
    finish('The profile of the time so far is being written.');
    const answer = await fetch('stop?id=' + id, {method: 'POST'});
    if (!answer.ok) {
      note.textContent = await answer.text();
    }
  }

  function save(blob, name) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    conclude('Saved', name + ', ' + Math.ceil(blob.size / 1024) + ' KiB, is among your downloads.');
  }

  function show(html) {
    document.open();
    document.write(html);
    document.close();
  }

  async function take() {
    const url = section.dataset.url;
    const answer = await fetch(url + (url.includes('?') ? '&' : '?') + 'id=' + id,
        {headers: {Accept: 'text/html'}});
    if (answer.ok && seconds > 0) {
      const end = performance.now() + 1000 * seconds;
      note.textContent = '';
      bar.max = seconds;
      stop.hidden = false;
      countDown(end);
      timer = setInterval(() => countDown(end), 200);
    }
    const name = /filename="([^"]+)"/.exec(answer.headers.get('Content-Disposition') || '');
    const type = answer.headers.get('Content-Type') || '';
    if (name) {
      save(await answer.blob(), name[1]);
    } else if (type.startsWith('text/html')) {
      show(await answer.text());
    } else {
      const text = document.createElement('pre');
      text.textContent = await answer.text();
      section.replaceWith(text);
    }
  }

  stop.addEventListener('click', () => stopAndKeep().catch(failed));
  function failed(error) {
    conclude('Not taken', 'The transfer broke off (' + error.message
        + '). Has the program ended, or the agent been reconfigured? Its standard error says more.');
  }
  take().catch(failed);
})();
