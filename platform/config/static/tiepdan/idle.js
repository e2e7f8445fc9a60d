/* The idle lock over a page that stays as it is: after 15 minutes without a person, or when the server says 423.
   Nothing typed is touched; without this script the server locks all the same and drafts hold what was typed. */
(() => {
  "use strict";
  const lock = document.getElementById("idle-lock");
  if (!lock?.showModal) return;
  const form = lock.querySelector("form");
  const box = form.querySelector("input[type=password]");
  const said = form.querySelector("[data-say]");
  const limit = Number(lock.dataset.after) * 1000;
  const shared = "BroadcastChannel" in window ? new BroadcastChannel("tiepdan-idle") : null;
  const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, Accept: "application/json" };
  let worked = Date.now();
  let told = Date.now();
  let title = document.title;

  const close = () => {
    worked = told = Date.now();
    box.value = "";
    said.hidden = true;
    if (lock.open) lock.close();
    document.title = title;
  };
  const open = () => {
    if (lock.open) return;
    title = document.title;
    document.title = lock.querySelector("h2").textContent;
    lock.showModal();
    box.focus();
  };
  const tell = async () => {
    told = Date.now();
    try {
      const answer = await fetch(lock.dataset.alive, { method: "POST", headers, credentials: "same-origin" });
      if (answer.status === 423) open();
    } catch { /* the next sign of life tries again */ }
  };
  const alive = () => {
    if (lock.open) return;
    worked = Date.now();
    shared?.postMessage("alive");
    // The server learns of a person who types for long without sending anything.
    if (worked - told > 60000) tell();
  };
  ["pointerdown", "keydown", "wheel", "touchstart"].forEach((kind) => document.addEventListener(kind, alive, { passive: true, capture: true }));
  shared?.addEventListener("message", (event) => {
    if (event.data === "alive" && !lock.open) worked = Date.now();
    if (event.data === "open") close();
    if (event.data === "locked") open();
  });
  const look = () => {
    if (Date.now() - worked >= limit) { shared?.postMessage("locked"); open(); }
  };
  window.setInterval(look, 5000);
  // A laptop that slept wakes up locked.
  document.addEventListener("visibilitychange", look);
  document.addEventListener("tiepdan:locked", open);
  document.addEventListener("htmx:responseError", (event) => { if (event.detail.xhr.status === 423) { event.stopImmediatePropagation(); open(); } }, true);
  lock.addEventListener("cancel", (event) => event.preventDefault());

  const complain = (words) => {
    const line = document.createElement("li");
    line.textContent = words;
    said.replaceChildren(line);
    said.hidden = false;
    box.select();
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), headers, credentials: "same-origin", redirect: "manual" });
      if (answer.status === 204) { close(); shared?.postMessage("open"); }
      else if (answer.status === 422) complain(said.dataset.wrong);
      else window.location.reload();
    } catch { complain(said.dataset.lost); }
  });
})();
