/* Keeps what is typed on the server: <form data-draft="address">. Nothing is stored in the browser.
   A field marked data-secret (or inside such an element) is never sent; neither are passwords, files, tokens and keys.
   data-draft-kept: the server filled the form from a draft; then the draft can be thrown away. */
(() => {
  "use strict";
  const english = document.documentElement.lang === "en";
  const words = english
    ? { kept: "Draft kept at ", back: "What you typed before was brought back.", drop: "Throw the draft away", out: "You have been signed out. What you typed is still on this page. ", sign: "Sign in in a new window", then: ", then go on here.", locked: "The desk is locked. What you typed is still on this page; unlock it, then go on.", lost: "The draft is not kept now (no connection). What you typed is still on this page." }
    : { kept: "Đã giữ bản nháp lúc ", back: "Đã lấy lại những gì nhập lần trước.", drop: "Bỏ bản nháp", out: "Phiên đăng nhập đã hết. Những gì đã nhập vẫn còn trên trang này. ", sign: "Đăng nhập ở cửa sổ mới", then: ", rồi làm tiếp tại đây.", locked: "Bàn làm việc đang khóa. Những gì đã nhập vẫn còn trên trang này; mở khóa rồi làm tiếp.", lost: "Chưa giữ được bản nháp (mất kết nối). Những gì đã nhập vẫn còn trên trang này." };
  const never = new Set(["csrfmiddlewaretoken", "once_key", "version"]);

  document.querySelectorAll("form[data-draft], form[data-draft-url]").forEach((form) => {
    const address = form.dataset.draft || form.dataset.draftUrl;
    if (!address) return;
    const line = document.createElement("p");
    line.className = "draft";
    line.setAttribute("role", "status");
    const foot = form.querySelector(".actions.end");
    if (foot) foot.before(line); else form.append(line);
    let timer = 0;
    let last = "";

    const fields = () => {
      const sent = new URLSearchParams();
      for (const box of form.elements) {
        if (!box.name || box.disabled || never.has(box.name) || box.closest("[data-secret]")) continue;
        if (["password", "file", "submit", "button", "fieldset"].includes(box.type)) continue;
        if (["checkbox", "radio"].includes(box.type) && !box.checked) continue;
        if (box.type === "select-multiple") [...box.selectedOptions].forEach((one) => sent.append(box.name, one.value));
        else sent.append(box.name, box.value);
      }
      return sent;
    };
    const post = (body, more = {}) => fetch(address, {
      method: "POST", body, redirect: "manual", credentials: "same-origin", ...more,
      headers: { "X-CSRFToken": form.elements.csrfmiddlewaretoken?.value || "", "X-Draft": "1" },
    });
    const say = (text, css = "") => {
      line.className = `draft ${css}`.trim();
      line.textContent = text;
    };
    const signedOut = () => {
      say(words.out, "bad");
      const link = document.createElement("a");
      link.href = document.documentElement.dataset.signIn || "/signin/";
      link.target = "_blank";
      link.textContent = words.sign;
      line.append(link, words.then);
    };
    const keep = async () => {
      const body = fields();
      if (String(body) === last) return;
      try {
        const answer = await post(body);
        if (answer.status === 423) { say(words.locked, "bad"); return; }
        if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) { signedOut(); return; }
        if (!answer.ok) { say(words.lost, "bad"); return; }
        last = String(body);
        say(words.kept + new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" }));
      } catch { say(words.lost, "bad"); }
    };
    const soon = () => { window.clearTimeout(timer); timer = window.setTimeout(keep, 900); };
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    form.addEventListener("submit", () => window.clearTimeout(timer));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && timer && !form.dataset.sent && String(fields()) !== last) post(fields(), { keepalive: true }).catch(() => {});
    });
    last = String(fields());

    if ("draftKept" in form.dataset) {
      const back = document.createElement("p");
      back.className = "draft ask";
      back.textContent = words.back;
      const drop = document.createElement("button");
      drop.type = "button";
      drop.className = "link";
      drop.textContent = words.drop;
      drop.addEventListener("click", async () => {
        await post(new URLSearchParams({ discard: "1" })).catch(() => {});
        window.location.assign(window.location.pathname);
      });
      back.append(drop);
      form.prepend(back);
    }
  });
})();
