// Keeps the part of the page that shows something running up to date, until it has ended.
(function () {
  'use strict';
  function again() {
    const shown = document.getElementById('live');
    if (!shown || !shown.hasAttribute('data-running')) {
      return;
    }
    setTimeout(function () {
      fetch(location.href, {credentials: 'same-origin'}).then(answer => answer.text()).then(function (text) {
        const now = new DOMParser().parseFromString(text, 'text/html').getElementById('live');
        if (now) {
          shown.replaceWith(now);
        }
        again();
      }).catch(again);
    }, 1000);
  }
  again();
})();
