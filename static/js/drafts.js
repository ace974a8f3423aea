/* Nothing typed is lost: every form is kept on this device, as a draft of its page and its tab, until that form is saved. */
(() => {
  "use strict";
  const AGE = 7 * 24 * 3600 * 1000, NOT_TYPED = ["csrf_token", "token", "version", "base", "page", "seen"];
  const prefix = () => `draft:${house.user()}:`;
  const untouched = new WeakMap();
  let quitting = false;

  const read = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const write = (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; } };
  const ours = () => Object.keys(localStorage).filter((key) => key.startsWith(prefix()));

  /* Each tab has a name; a page tells another that its tab is alive, so that two tabs never share a draft. */
  const newName = () => { const name = Math.random().toString(36).slice(2, 10); sessionStorage.setItem("tab", name); return name; };
  let tab = sessionStorage.getItem("tab") || newName();
  const wire = window.BroadcastChannel ? new BroadcastChannel("drafts") : null;
  const heard = new Set();
  wire?.addEventListener("message", ({ data }) => {
    if (data.ask) wire.postMessage({ here: tab }); else heard.add(data.here);
  });
  let asking = null;
  const living = () => asking ??= new Promise((done) => {
    if (!wire) return done(heard);
    wire.postMessage({ ask: true });
    setTimeout(() => { if (heard.has(tab)) tab = newName(); done(heard); }, 300); // a tab that was duplicated has two bearers
  });

  const page = (form) => new URL(form.elements.page?.value || location.href, location.origin);
  const asked = (form) => page(form).search;
  const place = (form) => `${prefix()}${page(form).pathname}#${form.id || form.getAttribute("action")}`;
  const anyForm = (form) => `${prefix()}${page(form).pathname}#*`;
  const keyOf = (form) => `${place(form)}:${tab}`;
  const versionOf = (form) => form.elements.version?.value || form.elements.seen?.value || "";
  const kept = (form) => ours()
    .filter((key) => [place(form), anyForm(form)].includes(key.slice(0, key.lastIndexOf(":"))))
    .map((key) => ({ key, tab: key.slice(key.lastIndexOf(":") + 1), draft: read(key) }))
    .filter(({ draft }) => draft)
    .sort((one, other) => other.draft.at - one.draft.at);
  const holders = (form) => [...form.querySelectorAll("[data-rows]")];

  /* Rows are numbered from nought, as the page will have them when the draft comes back. */
  const renumbered = (form) => new Map(holders(form).flatMap((holder) => house.rows.of(holder).flatMap((row, n) =>
    [...row.querySelectorAll("[name]")].map(({ name }) => [name, name.replace(/-\d+-/, `-${n}-`)]))));
  const entries = (form) => {
    const secret = new Set([...form.querySelectorAll("input[type=password], input[type=file], [data-secret]")].map((input) => input.name));
    const rows = renumbered(form);
    return [...new FormData(form)]
      .filter(([name, value]) => typeof value === "string" && !secret.has(name) && !NOT_TYPED.includes(name))
      .map(([name, value]) => [rows.get(name) ?? name, value]);
  };
  const tell = (form, moment) => {
    const status = form.querySelector("[data-draft-status]");
    if (status) status.textContent = moment ? house.say("draft-kept", { time: house.clockTime(new Date(moment)) }) : "";
  };

  const keep = (form) => {
    if (quitting) return;
    const now = entries(form), text = JSON.stringify(now);
    if (text === untouched.get(form)) { localStorage.removeItem(keyOf(form)); return tell(form, 0); }
    const rows = Object.fromEntries(holders(form).map((holder) => [holder.id, house.rows.of(holder).length]));
    const token = form.elements.token?.value;
    const value = { at: Date.now(), entries: now, rows, token, version: versionOf(form), asked: asked(form) };
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
      if (!input.name || /^(file|password|submit)$/.test(input.type) || "secret" in input.dataset) continue;
      if (NOT_TYPED.includes(input.name)) continue;
      if (draft.added && !byName.has(input.name)) continue; // only what was typed goes into the record that is there already
      const values = byName.get(input.name) || [];
      if (input.type === "checkbox" || input.type === "radio") input.checked = values.includes(input.value);
      else if (input.tagName === "SELECT" && input.multiple)
        [...input.options].forEach((option) => { option.selected = values.includes(option.value); });
      else if (input.tagName !== "BUTTON" && values.length) input.value = values.shift();
    }
    if (draft.token && form.elements.token) form.elements.token.value = draft.token;
    for (const fold of form.querySelectorAll("details")) // what came back is to be seen
      if ([...fold.querySelectorAll("input, textarea, select")].some((input) => byName.has(input.name) && input.value)) fold.open = true;
    for (let fold = form.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    form.querySelectorAll("[data-grow]").forEach((area) => area.dispatchEvent(new Event("input", { bubbles: false })));
    form.dispatchEvent(new CustomEvent("draft:filled", { bubbles: true }));
  };

  const offer = (form, { key, draft }, filled) => {
    const time = new Date(draft.at), today = time.toDateString() === new Date().toDateString();
    const when = today ? house.clockTime(time) : `${time.getMonth() + 1}-${time.getDate()} ${house.clockTime(time)}`;
    const older = draft.asked === asked(form) ? "draft-older" : "draft-elsewhere";
    const words = house.say(filled ? "draft-restored" : older, { time: when });
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
    drop.addEventListener("click", () => { quitting = true; localStorage.removeItem(key); location.reload(); });
    bar.append(drop);
    form.prepend(bar);
  };

  /* The server names the forms that were saved, by their token: only then their drafts go. */
  const settle = () => {
    const found = document.cookie.match(/(?:^|; )settled=([^;]+)/);
    if (!found) return;
    document.cookie = "settled=; max-age=0; path=/; samesite=lax";
    const tokens = new Set(found[1].replaceAll('"', "").split("."));
    for (const key of ours()) if (tokens.has(read(key)?.token)) localStorage.removeItem(key);
    for (const form of document.querySelectorAll("form[data-draft]"))
      if (tokens.has(form.elements.token?.value)) { untouched.set(form, JSON.stringify(entries(form))); tell(form, 0); }
  };

  const comeBack = async (form) => {
    if (!kept(form).length) return;
    const others = await living();
    const mine = kept(form).filter((one) => one.tab === tab || !others.has(one.tab));
    const best = mine.find((one) => one.tab === tab) || mine[0];
    const shown = [untouched.get(form), JSON.stringify(entries(form))];
    if (!best || !form.isConnected || shown.includes(JSON.stringify(best.draft.entries))) return;
    const { draft } = best, typed = JSON.stringify(entries(form)) !== untouched.get(form);
    const known = [versionOf(form), form.dataset.ownSince ?? ""]; // what only oneself changed since is no other version
    const same = !typed && draft.asked === asked(form) && (draft.added || known.includes(draft.version || ""));
    if (same) {
      await fill(form, draft);
      localStorage.removeItem(best.key);
      keep(form);
    }
    offer(form, same ? { key: keyOf(form), draft } : best, same);
  };

  /* A small form written by hand has no token of the server's: it gets one here, by which it is named when it is saved. */
  const named = (form) => {
    if (form.elements.token) return;
    const sign = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(36).padStart(2, "0")).join("");
    form.append(house.make("input", { type: "hidden", name: "token", value: sign }));
  };

  const start = (form) => {
    if (form.dataset.drafting) return;
    form.dataset.drafting = "yes";
    named(form);
    const now = JSON.stringify(entries(form)), typed = JSON.stringify(read(keyOf(form))?.entries);
    if (!untouched.has(form) || typed !== now) untouched.set(form, now); // a swap draws a form anew around what is being typed
    let timer = 0;
    const soon = () => { clearTimeout(timer); timer = setTimeout(() => keep(form), 400); };
    for (const kind of ["input", "change", "rows:changed"]) form.addEventListener(kind, soon);
    window.addEventListener("pagehide", () => { if (form.isConnected && timer) keep(form); });
    form.addEventListener("submit", () => { clearTimeout(timer); keep(form); });
    if (form.hasAttribute("data-again")) { untouched.set(form, ""); keep(form); } // the server knows what was typed
    else comeBack(form);
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
    }
    settle();
    document.querySelectorAll("form[data-draft]").forEach(start);
  });
  document.addEventListener("htmx:after:request", () => setTimeout(settle));

  /* What was added to a form that had been saved is taken along to the page that changes the record. */
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-add-there]");
    const form = link?.closest("form[data-draft]");
    if (!form) return;
    const typed = entries(form).filter(([, value]) => value.trim());
    const there = `${prefix()}${new URL(link.href).pathname}#*:${tab}`;
    write(there, { at: Date.now(), entries: typed, rows: {}, token: "", version: "", asked: "", added: true });
    localStorage.removeItem(keyOf(form));
    quitting = true;
  });

  /* Whoever signs out leaves nothing on a shared computer, and is told before. */
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-sign-out]")) return;
    const drafts = ours();
    if (drafts.length && !window.confirm(house.say("drafts-at-exit", { count: drafts.length }))) {
      event.preventDefault();
      return event.stopImmediatePropagation();
    }
    quitting = true;
    drafts.forEach((key) => localStorage.removeItem(key));
  }, true);

  /* Chosen files cannot be kept: who leaves them is warned. */
  const chosen = (form) => [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length);
  window.addEventListener("beforeunload", (event) => {
    if (quitting) return;
    if ([...document.querySelectorAll("form[data-draft]")].some((form) => chosen(form) && !form.dataset.sending)) event.preventDefault();
  });

  /* Typing is doing something: the session of who types goes on; whose session is over is told while the text is still there. */
  const QUIET = 120000;
  let spoke = Date.now();
  document.addEventListener("input", async ({ target }) => {
    if (!house.user() || !target.closest("form[data-draft]") || Date.now() - spoke < QUIET) return;
    spoke = Date.now();
    try {
      const answer = await fetch("/session", { headers: { "HX-Request": "true" }, cache: "no-store" });
      if (answer.headers.has("HX-Redirect")) house.signedOut();
    } catch { /* a lost connection is said by connection.js */ }
  });
})();
