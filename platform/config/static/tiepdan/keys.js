/* Officers' pages: / search, j k rows, Enter opens, x marks, ? help; and the bar of what is marked. */
(() => {
  "use strict";
  const rows = () => [...document.querySelectorAll("main tr.row, main .rows > li")].filter((row) => row.offsetParent && row.querySelector("a[href]"));
  let at = -1;

  const move = (step) => {
    const all = rows();
    if (!all.length) return;
    all[at]?.classList.remove("on");
    at = Math.min(Math.max(at + step, 0), all.length - 1);
    all[at].classList.add("on");
    all[at].querySelector("a[href]").focus({ preventScroll: true });
    all[at].scrollIntoView({ block: "nearest" });
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, select, textarea, dialog[open], [contenteditable]") && !event.target.matches("[type=checkbox]")) {
      if (event.key === "Escape" && event.target.id === "seek") event.target.blur();
      return;
    }
    const help = document.getElementById("keys");
    if (event.key === "/") document.getElementById("seek")?.focus();
    else if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "x") rows()[at]?.querySelector("input[type=checkbox]")?.click();
    else if (event.key === "?" && help?.showModal) help.showModal();
    else return;
    event.preventDefault();
  });

  /* A click anywhere in a row opens it; text can still be selected. */
  document.addEventListener("click", (event) => {
    const row = event.target.closest("tr.row");
    if (!row || event.target.closest("a, button, input, label, summary, select") || String(window.getSelection())) return;
    row.querySelector("a[href]")?.click();
  });

  /* <form data-bulk>: .bulk is hidden until a row is marked; [data-all] marks every row, [data-count] shows how many. */
  const boxes = (form) => [...form.querySelectorAll("tbody input[type=checkbox], .rows input[type=checkbox]")];
  const show = (form) => {
    const marked = boxes(form).filter((box) => box.checked).length;
    form.querySelectorAll(".bulk").forEach((bar) => { bar.hidden = marked === 0; });
    form.querySelectorAll("[data-count]").forEach((place) => { place.textContent = marked; });
  };
  const showAll = () => document.querySelectorAll("form[data-bulk]").forEach(show);
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-bulk]");
    if (!form) return;
    if (event.target.matches("[data-all]")) boxes(form).forEach((box) => { box.checked = event.target.checked; });
    show(form);
  });
  /* A list that was swapped in begins anew: no row chosen, nothing marked. */
  document.addEventListener("htmx:afterSettle", () => { at = -1; showAll(); });
  showAll();
})();
