'use strict';

// The controls of a comparison.

function compareWith(other, otherTitle) {
  base = {profile: other, title: otherTitle};
  const differs = other.about.unit !== '' && other.about.unit !== about.unit;
  $('compare-note').textContent = other.total() === 0 ? 'That profile is empty.'
      : differs ? `It counts ${other.about.unit}, this one ${about.unit}: only shares can be compared.` : '';
  $('compare-note').classList.remove('fault');
  $('compare-end').hidden = false;
  $('compare').open = true;
  update();
}

$('compare-end').addEventListener('click', () => {
  base = null;
  $('compare-end').hidden = true;
  $('compare-note').textContent = '';
  $('file').value = $('earlier').value = '';
  update();
});

async function compareWithFile(file) {
  try {
    compareWith(await readProfileFile(file, about), file.name);
  } catch (e) {
    $('compare').open = true;
    $('compare-note').classList.add('fault');
    $('compare-note').textContent =
        `${file.name} is neither a profile of pprof nor collapsed stacks: ${e.message}`;
  }
}

$('file').addEventListener('change', () => {
  if ($('file').files.length > 0) {
    compareWithFile($('file').files[0]);
  }
});
addEventListener('dragover', event => {
  event.preventDefault();
  document.body.classList.add('dropping');
});
addEventListener('dragleave', event => {
  if (event.relatedTarget === null) {
    document.body.classList.remove('dropping');
  }
});
addEventListener('drop', event => {
  event.preventDefault();
  document.body.classList.remove('dropping');
  if (event.dataTransfer.files.length > 0) {
    compareWithFile(event.dataTransfer.files[0]);
  }
});

function compareWithEarlier(index) {
  compareWith(readProfile(JSON.parse(earlier[index].data)), earlier[index].title);
}

$('earlier').addEventListener('change', () => {
  if ($('earlier').value !== '') {
    compareWithEarlier(Number($('earlier').value));
  }
});

function offerEarlier() {
  $('earlier-choice').hidden = earlier.length === 0;
  $('earlier').append(element('option', {value: ''}, 'none'),
      ...earlier.map((other, i) => element('option', {value: i}, shortened(other.title, 80))));
}
