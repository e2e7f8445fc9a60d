/* Notes of the day save themselves: <form data-notes> with text and version, one field each.
   What is typed stays in the page until the server has it; it is sent as the whole field, one sending at a time, so it arrives
   once and in order. When somebody else wrote meanwhile, both texts stand here and one click joins them. */
(() => {
  "use strict";
  const forms = [...document.querySelectorAll("form[data-notes]")];
  if (!forms.length) return;
  const english = document.documentElement.lang === "en";
  const words = english
    ? { saved: "Saved at ", typing: "Not saved yet…", away: "The server does not answer. Go on typing: the text stays on this page and is sent as soon as it answers.", other: "Somebody else wrote here: ", join: "Keep both texts", out: "You have been signed out or the desk is locked. The text stays on this page; sign in in a new window, then go on.", refused: "Not saved: " }
    : { saved: "Đã lưu lúc ", typing: "Chưa lưu…", away: "Máy chủ chưa trả lời. Cứ ghi tiếp: nội dung được giữ trên trang này và gửi ngay khi có lại kết nối.", other: "Người khác vừa ghi ở đây: ", join: "Giữ cả hai đoạn", out: "Phiên đăng nhập đã hết hoặc bàn làm việc đang khóa. Nội dung vẫn giữ trên trang này; đăng nhập ở cửa sổ mới rồi làm tiếp.", refused: "Chưa lưu được: " };
  const band = document.getElementById("band");
  const PAUSE = 1500, EVERY = 5000, AGAIN = 2000;
  const fields = forms.map((form) => {
    const box = form.elements.text;
    return { form, box, state: form.querySelector("[data-state]"), saved: box.value, busy: false, held: false, timer: 0, lost: new Set() };
  }).filter((one) => !one.box.readOnly);
  let away = false;

  const show = (text) => { if (band) { band.textContent = text; band.hidden = !text; } };
  // As the server keeps it: without blanks around it, letters composed.
  const plain = (text) => text.normalize("NFC").replace(/\r\n?/g, "\n").trim();
  const dirty = (one) => one.box.value !== one.saved;
  const mark = (one, text) => { if (one.state) one.state.textContent = text; one.form.classList.toggle("dirty", dirty(one)); };
  const clock = () => new Date().toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: "Asia/Ho_Chi_Minh" });

  const send = async (one) => {
    if (one.busy || one.held || !dirty(one)) return;
    one.busy = true;
    const text = one.box.value;
    const body = new URLSearchParams(new FormData(one.form));
    body.set("text", text);
    try {
      const answer = await fetch(one.form.action, {
        method: "POST", body, redirect: "manual", credentials: "same-origin",
        headers: { "X-CSRFToken": one.form.elements.csrfmiddlewaretoken.value, "X-Notes": "1" },
      });
      if (answer.type === "opaqueredirect" || [401, 403, 423].includes(answer.status)) { show(words.out); away = true; return; }
      if (answer.status >= 500) throw new Error(String(answer.status));
      if (away) { away = false; show(""); }
      const told = await answer.json();
      if (answer.ok) {
        one.form.elements.version.value = told.version;
        one.saved = text;
        one.lost.clear();
        mark(one, dirty(one) ? words.typing : words.saved + clock());
      } else if (answer.status === 409 && "version" in told) {
        conflict(one, told);
      } else {
        mark(one, words.refused + (told.message || answer.status));
      }
    } catch {
      one.lost.add(plain(text));
      away = true;
      show(words.away);
    } finally {
      one.busy = false;
    }
    if (dirty(one) && !one.held) soon(one, away ? AGAIN : PAUSE);
  };
  const soon = (one, wait) => { window.clearTimeout(one.timer); one.timer = window.setTimeout(() => send(one), wait); };

  const conflict = (one, told) => {
    if (one.lost.has(plain(told.text)) || plain(told.text) === plain(one.saved)) {
      // Our own words, saved although their answer was lost: only the version is new.
      one.form.elements.version.value = told.version;
      one.saved = told.text;
      return;
    }
    one.held = true;
    one.form.querySelector(".other")?.remove();
    const other = document.createElement("div");
    other.className = "other";
    other.setAttribute("role", "alert");
    const line = document.createElement("p");
    line.textContent = `${words.other}${told.who || ""}\n${told.text}`;
    const join = document.createElement("button");
    join.type = "button";
    join.className = "btn slim primary";
    join.textContent = words.join;
    join.addEventListener("click", () => {
      if (!one.box.value.includes(told.text)) one.box.value = `${told.text}\n${one.box.value}`;
      one.form.elements.version.value = told.version;
      one.saved = told.text;
      one.held = false;
      other.remove();
      send(one);
    });
    other.append(line, join);
    one.box.after(other);
  };

  for (const one of fields) {
    one.form.classList.add("by-script");
    one.box.addEventListener("input", () => { mark(one, words.typing); if (!one.busy) soon(one, away ? AGAIN : PAUSE); });
    one.form.addEventListener("submit", (event) => { event.preventDefault(); send(one); });
  }
  window.setInterval(() => fields.forEach(send), EVERY);
  window.addEventListener("beforeunload", (event) => { if (fields.some(dirty)) event.preventDefault(); });
})();
