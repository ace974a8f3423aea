/* A lost connection is said at once; what was about to be sent waits in the form and goes again when the line is back. */
(() => {
  "use strict";
  let waiting = null, poll = 0;

  house.reachable = async () => {
    if (navigator.onLine === false) return false;
    const stop = new AbortController();
    const limit = setTimeout(() => stop.abort(), 5000);
    try {
      await fetch("/healthz", { method: "HEAD", cache: "no-store", signal: stop.signal });
      return true;
    } catch { return false; } finally { clearTimeout(limit); }
  };
  const banner = () => document.getElementById("link-lost");
  house.lost = (retry = null) => {
    waiting = retry || waiting;
    if (!banner()) {
      const again = house.make("button", { type: "button", class: "btn small" }, house.say("retry"));
      again.addEventListener("click", attempt);
      const words = house.make("p", {}, house.say("offline"));
      document.body.prepend(house.make("div", { class: "link-lost", id: "link-lost", role: "alert" }, words, again));
    }
    clearInterval(poll);
    poll = setInterval(() => { if (!waiting) attempt(); }, 6000);
  };
  /** Say that the session is over, with the way to sign in and back; what was typed waits as a draft. */
  house.signedOut = () => {
    if (document.getElementById("signed-out")) return;
    const again = house.make("a", { class: "btn small", href: house.signInAgain() }, house.say("sign-in"));
    const words = house.make("p", {}, house.say("signed-out"));
    document.body.prepend(house.make("div", { class: "link-lost", id: "signed-out", role: "alert" }, words, again));
  };
  house.signInAgain = () => `/login?next=${encodeURIComponent(location.pathname + location.search)}`;
  const attempt = async () => {
    if (!(await house.reachable())) return;
    clearInterval(poll);
    banner()?.remove();
    house.announce(house.say("online"));
    const run = waiting;
    waiting = null;
    if (run) run();
  };
  window.addEventListener("online", attempt);
  window.addEventListener("offline", () => house.lost());

  /* Forms that keep a draft ask for the server before the page is given up. */
  const sure = new WeakSet();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-draft]") || form.hasAttribute("hx-post") || sure.has(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (form.dataset.asking) return;
    form.dataset.asking = "yes";
    const pressed = event.submitter;
    const go = () => { sure.add(form); form.requestSubmit(pressed && pressed.isConnected ? pressed : undefined); sure.delete(form); };
    house.reachable().then((there) => {
      delete form.dataset.asking;
      if (there) go(); else house.lost(go);
    });
  }, true);

  document.addEventListener("htmx:error", (event) => {
    const source = event.detail.ctx && event.detail.ctx.sourceElement;
    if (!source || source.closest("[data-poll]")) return;
    house.lost(() => { if (source.isConnected) source.matches("form") ? source.requestSubmit() : source.click(); });
  });
  document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
    if (ctx.response?.status === 401) house.signedOut();
  });
  /* Polling rests while nobody looks, and says what it is, so that it does not keep a forgotten session alive. */
  document.addEventListener("htmx:config:request", (event) => {
    const { ctx } = event.detail;
    if (!ctx.sourceElement.closest("[data-poll]")) return;
    if (document.hidden || banner()) return event.preventDefault();
    ctx.request.headers["HX-Polling"] = "true";
  });
})();
