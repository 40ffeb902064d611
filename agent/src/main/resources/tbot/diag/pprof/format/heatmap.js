'use strict';
addEventListener('DOMContentLoaded', () => {
  const heat = document.getElementById('heatmap-canvas');
  const range = document.getElementById('range');

  /** A touch screen has no Shift: the box stands for it, for one tap. */
  function shift(event) {
    if (range.checked && !event.shiftKey) {
      event.stopImmediatePropagation();
      const {clientX, clientY, buttons} = event;
      heat.dispatchEvent(new MouseEvent(event.type,
          {bubbles: true, cancelable: true, clientX, clientY, buttons, shiftKey: true}));
      range.checked = event.type !== 'mouseup';
    }
  }
  for (const type of ['mousemove', 'mousedown', 'mouseup']) {
    heat.addEventListener(type, shift, {capture: true});
  }

  // The converter begins with the hottest methods, while its tools say that it shows a flame graph.
  document.getElementById('flame-mode-flame').click();
});
