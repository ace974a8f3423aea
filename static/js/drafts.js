/* Nothing typed is lost: forms marked data-draft are kept on this device until they are saved, and say so. */
(() => {
  "use strict";
  const AGE = 7 * 24 * 3600 * 1000, SENT = "draft-sent", NOT_TYPED = ["csrf_token", "token", "version"];
  const prefix = () => `draft:${house.user()}:`;
  const keyOf = (form) => prefix() + form.dataset.draft;
  const untouched = new WeakMap();
  let quitting = false;

  const read = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const write = (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; } };
  const ours = () => Object.keys(localStorage).filter((key) => key.startsWith(prefix()));
  const holders = (form) => [...form.querySelectorAll("[data-rows]")];

  /* Rows are numbered from nought, as the page will have them when the draft comes back. */
  const renumbered = (form) => new Map(holders(form).flatMap((holder) => house.rows.of(holder).flatMap((row, n) =>
    [...row.querySelectorAll("[name]")].map(({ name }) => [name, name.replace(/-\d+-/, `-${n}-`)]))));
  const entries = (form) => {
    const secret = new Set([...form.querySelectorAll("input[type=password], input[type=file]")].map((input) => input.name));
    const rows = renumbered(form);
    return [...new FormData(form)]
      .filter(([name, value]) => typeof value === "string" && !secret.has(name) && !NOT_TYPED.includes(name))
      .map(([name, value]) => [rows.get(name) ?? name, value]);
  };
  const tell = (form, moment) => {
    const place = form.querySelector("[data-draft-status]");
    if (place) place.textContent = moment ? house.say("draft-kept", { time: house.clockTime(new Date(moment)) }) : "";
  };

  const keep = (form) => {
    if (quitting) return;
    const now = entries(form), text = JSON.stringify(now);
    if (text === untouched.get(form)) { localStorage.removeItem(keyOf(form)); return tell(form, 0); }
    const rows = Object.fromEntries(holders(form).map((holder) => [holder.id, house.rows.of(holder).length]));
    const value = { at: Date.now(), entries: now, rows, token: form.elements.token?.value, version: form.elements.version?.value || "" };
    if (write(keyOf(form), value)) tell(form, value.at);
  };

  const fill = async (form, draft) => {
    for (const holder of holders(form)) {
      const count = draft.rows?.[holder.id] ?? 0;
      if (house.rows.of(holder).length < count) await house.rows.ensure(holder, count);
    }
    const byName = new Map();
    draft.entries.forEach(([name, value]) => byName.set(name, [...(byName.get(name) || []), value]));
    for (const input of form.elements) {
      if (!input.name || /^(file|password|submit)$/.test(input.type) || NOT_TYPED.includes(input.name)) continue;
      const values = byName.get(input.name) || [];
      if (input.type === "checkbox" || input.type === "radio") input.checked = values.includes(input.value);
      else if (input.tagName === "SELECT" && input.multiple)
        [...input.options].forEach((option) => { option.selected = values.includes(option.value); });
      else if (input.tagName !== "BUTTON" && values.length) input.value = values.shift();
    }
    if (draft.token && form.elements.token) form.elements.token.value = draft.token;
    form.querySelectorAll("[data-grow]").forEach((area) => area.dispatchEvent(new Event("input", { bubbles: false })));
    form.dispatchEvent(new CustomEvent("draft:filled", { bubbles: true }));
  };

  const offer = (form, draft, filled) => {
    const time = new Date(draft.at), today = time.toDateString() === new Date().toDateString();
    const when = today ? house.clockTime(time) : `${time.getMonth() + 1}-${time.getDate()} ${house.clockTime(time)}`;
    const words = house.say(filled ? "draft-restored" : "draft-older", { time: when });
    const bar = house.make("div", { class: "draft-bar", role: "status" }, house.make("p", {}, words));
    if (!filled) {
      const take = house.make("button", { type: "button", class: "btn small" }, house.say("draft-fill"));
      take.addEventListener("click", async () => {
        await fill(form, draft);
        bar.remove();
        form.querySelector("input:not([type=hidden]), select, textarea")?.focus();
      });
      bar.append(take);
    }
    const drop = house.make("button", { type: "button", class: "btn small link" }, house.say("draft-discard"));
    drop.addEventListener("click", () => { quitting = true; localStorage.removeItem(keyOf(form)); location.reload(); });
    bar.append(drop);
    form.prepend(bar);
  };

  const settle = () => {
    const sent = sessionStorage.getItem(SENT);
    if (!sent || document.body.classList.contains("plain") || document.querySelector(".error-page")) return;
    sessionStorage.removeItem(SENT);
    const again = [...document.querySelectorAll("form[data-draft]")].find((form) => keyOf(form) === sent);
    const saved = document.querySelector("#notices [data-kind='ok']");
    if (!again || (saved && !again.hasAttribute("data-again"))) localStorage.removeItem(sent);
  };

  const start = (form) => {
    if (form.dataset.drafting) return;
    form.dataset.drafting = "yes";
    untouched.set(form, JSON.stringify(entries(form)));
    const draft = read(keyOf(form));
    const theServerKnows = form.hasAttribute("data-again");
    if (theServerKnows) { untouched.set(form, ""); keep(form); }
    else if (draft && JSON.stringify(draft.entries) !== untouched.get(form)) {
      const same = (draft.version || "") === (form.elements.version?.value || "");
      if (same) fill(form, draft);
      offer(form, draft, same);
    }
    let timer = 0;
    const soon = () => { clearTimeout(timer); timer = setTimeout(() => keep(form), 400); };
    for (const kind of ["input", "change", "rows:changed"]) form.addEventListener(kind, soon);
    window.addEventListener("pagehide", () => { if (form.isConnected && timer) keep(form); });
    form.addEventListener("submit", () => { keep(form); sessionStorage.setItem(SENT, keyOf(form)); });
    form.addEventListener("htmx:after:request", (event) => {
      if (event.target !== form || event.detail.ctx.response.status >= 400) return;
      localStorage.removeItem(keyOf(form));
      untouched.set(form, JSON.stringify(entries(form)));
      tell(form, 0);
      sessionStorage.removeItem(SENT);
    });
  };

  let settled = false;
  house.dress(() => {
    if (!house.user()) return;
    if (!settled) {
      settled = true;
      for (const key of ours()) {
        const draft = read(key);
        if (!draft || Date.now() - draft.at > AGE) localStorage.removeItem(key);
      }
      settle();
    }
    document.querySelectorAll("form[data-draft]").forEach(start);
  });

  /* Whoever signs out leaves nothing on a shared computer, and is told before. */
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-sign-out]")) return;
    const kept = ours();
    if (kept.length && !window.confirm(house.say("drafts-at-exit", { count: kept.length }))) {
      event.preventDefault();
      return event.stopImmediatePropagation();
    }
    quitting = true;
    kept.forEach((key) => localStorage.removeItem(key));
  }, true);

  /* Other forms warn before they are left. */
  const dirty = new WeakSet();
  document.addEventListener("input", ({ target: { form } }) => {
    if (form?.matches("[data-form][method=post]:not([data-draft])") && !form.closest(".plain")) dirty.add(form);
  });
  document.addEventListener("submit", (event) => dirty.delete(event.target));
  window.addEventListener("beforeunload", (event) => {
    if ([...document.querySelectorAll("form[data-form]")].some((form) => dirty.has(form) && !form.dataset.sending))
      event.preventDefault();
  });
})();
