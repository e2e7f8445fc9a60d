/* Every page: small comforts. Nothing here is needed for a page to work. */
(() => {
  "use strict";
  const words = document.documentElement.lang === "en"
    ? { lost: "Not sent: the connection is interrupted. What you typed is still here; try again.", failed: "Not done, the server answered with an error. What you typed is still here; reload the page and try again.", close: "Close" }
    : { lost: "Chưa gửi được: mất kết nối. Những gì đã nhập vẫn còn, hãy thử lại.", failed: "Chưa thực hiện được, máy chủ báo lỗi. Những gì đã nhập vẫn còn, hãy tải lại trang rồi thử lại.", close: "Đóng" };

  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
  document.querySelector("[data-focus]")?.focus();
  document.querySelectorAll(".nav [aria-current], .tabs [aria-current], .filters [aria-current]").forEach((here) => {
    const row = here.closest("ul, .tabs");
    row.scrollLeft += here.getBoundingClientRect().left - row.getBoundingClientRect().left - 48;
  });

  const closeMenus = (but) => document.querySelectorAll("details[data-menu][open]").forEach((menu) => { if (menu !== but) menu.open = false; });
  document.addEventListener("click", (event) => closeMenus(event.target.closest("details[data-menu]")));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = event.target.closest?.("details[data-menu][open]");
    closeMenus();
    open?.querySelector("summary").focus();
  });

  /* A second click on the same form does nothing; the one-time key on the server is what really guards. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("hx-post") || event.submitter?.formTarget) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    window.setTimeout(() => { delete form.dataset.sent; }, 8000);
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; }));

  /* Enter in a one-line field must not submit a long form by accident: it goes to the next field. */
  document.addEventListener("keydown", (event) => {
    const box = event.target;
    if (event.key !== "Enter" || box.tagName !== "INPUT" || !box.form?.matches("form.stack[data-draft], form.stack[data-draft-url]")) return;
    if (["submit", "button", "search", "file"].includes(box.type)) return;
    event.preventDefault();
    const stops = [...box.form.elements].filter((one) => !one.disabled && one.type !== "hidden" && one.tagName !== "FIELDSET" && one.offsetParent);
    stops[stops.indexOf(box) + 1]?.focus();
  });

  const toast = (text) => {
    let list = document.querySelector(".toasts");
    if (!list) {
      list = document.createElement("div");
      list.className = "toasts";
      list.setAttribute("role", "alert");
      document.body.append(list);
    }
    const line = document.createElement("div");
    line.className = "notice error";
    const said = document.createElement("p");
    said.textContent = text;
    const close = document.createElement("button");
    close.type = "button";
    close.className = "link";
    close.textContent = words.close;
    close.addEventListener("click", () => line.remove());
    line.append(said, close);
    list.replaceChildren(line);
  };
  document.addEventListener("htmx:sendError", () => toast(words.lost));
  document.addEventListener("htmx:timeout", () => toast(words.lost));
  document.addEventListener("htmx:responseError", () => toast(words.failed));
})();
