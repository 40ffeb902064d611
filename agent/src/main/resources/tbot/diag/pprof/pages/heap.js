'use strict';
(() => {
  const table = document.querySelector('.heap');
  const body = table.tBodies[0];
  const heads = Array.from(table.tHead.rows[0].cells);
  const changeHead = heads[4];
  const search = document.querySelector('.search');
  const field = search.querySelector('input');
  const matches = search.querySelector('span');
  const since = document.querySelector('.since');
  // One listener may be used by another program later: the header's text tells them apart.
  const key = 'heap ' + document.querySelector('header').textContent;

  const rows = Array.from(body.rows, row => ({
    row,
    name: row.cells[0].textContent,
    values: [Number(row.cells[1].dataset.n), Number(row.cells[2].dataset.n)],
    change: 0
  }));

  function size(bytes) {
    const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
    let unit = 0;
    let rest = Math.abs(bytes);
    while (rest >= 1024 && unit < 4) {
      rest /= 1024;
      unit++;
    }
    return (unit === 0 ? rest : rest.toFixed(rest < 100 ? 1 : 0)) + ' ' + units[unit];
  }

  function signed(text, number) {
    return (number > 0 ? '+' : number < 0 ? '\u2212' : '') + text;
  }

  function lastLook() {
    try {
      return JSON.parse(sessionStorage.getItem(key));
    } catch (e) {
      return null;
    }
  }

  function keepLook() {
    try {
      const classes = rows.map(one => [one.name, ...one.values]);
      sessionStorage.setItem(key, JSON.stringify({time: Date.now(), classes}));
    } catch (e) {
      since.textContent = 'This browser keeps nothing, so the next look shows no change.';
    }
  }

  function compare(last) {
    const before = new Map(last.classes.map(([name, ...values]) => [name, values]));
    changeHead.hidden = false;
    table.classList.add('compared');
    for (const one of rows) {
      const [objects, bytes] = before.get(one.name) || [0, 0];
      one.change = one.values[1] - bytes;
      const cell = one.row.insertCell();
      const more = one.values[0] - objects;
      cell.className = 'number ' + (one.change > 0 ? 'more' : one.change < 0 ? 'less' : '');
      cell.textContent = one.change === 0 && more === 0 ? '' : signed(size(one.change), one.change);
      cell.title = signed(Math.abs(more).toLocaleString('en'), more) + ' objects';
    }
    since.textContent = 'Change since ' + new Date(last.time).toLocaleTimeString()
        + ', ' + Math.round((Date.now() - last.time) / 1000) + ' s ago.';
  }

  const sortKeys = [
    one => one.name, one => one.values[0], one => one.values[1], one => one.values[1],
    one => one.change];

  function sortBy(column) {
    const head = heads[column];
    const current = head.getAttribute('aria-sort');
    const descends = current ? current !== 'descending' : column > 0;
    const value = sortKeys[column];
    rows.sort((a, b) => {
      const order = value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : 0;
      return descends ? -order : order;
    });
    heads.forEach(other => other.removeAttribute('aria-sort'));
    head.setAttribute('aria-sort', descends ? 'descending' : 'ascending');
    body.append(...rows.map(one => one.row));
  }

  function filter() {
    const part = field.value.trim().toLowerCase();
    let shown = 0;
    let bytes = 0;
    for (const one of rows) {
      const match = one.name.toLowerCase().includes(part);
      one.row.hidden = !match;
      if (match) {
        shown++;
        bytes += one.values[1];
      }
    }
    matches.textContent = part === '' ? '' : shown.toLocaleString('en') + ' classes, ' + size(bytes);
  }

  heads.forEach((head, column) => {
    const button = document.createElement('button');
    button.className = 'sort';
    button.textContent = head.textContent;
    button.addEventListener('click', () => sortBy(column));
    head.replaceChildren(button);
  });
  heads[2].setAttribute('aria-sort', 'descending');
  search.hidden = false;
  field.addEventListener('input', filter);
  const last = lastLook();
  if (last) {
    compare(last);
  }
  keepLook();
})();
