/* Fills the one-time code from the part of the link after #, which no server ever sees, and takes it out of the address. */
(() => {
  "use strict";
  const box = document.querySelector("input.code");
  const code = decodeURIComponent(window.location.hash.slice(1));
  if (!box || !/^[0-9A-Z-]{20,30}$/i.test(code)) return;
  box.value = code;
  window.history.replaceState(null, "", window.location.pathname);
  box.form.querySelector("button[type=submit]").focus();
})();
