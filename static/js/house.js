/* What the other scripts share: the words of the page, and one way to dress new markup. */
(() => {
  "use strict";
  const dressers = [];
  let there = false;
  const house = {
    /** Return a sentence of the page in the reader's language, with its {places} filled. */
    say(key, values = {}) {
      const words = document.getElementById("spoken-words");
      const found = words && words.content.querySelector(`[data-word="${key}"]`);
      return (found ? found.textContent : key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
    },
    /** Run `dress(root)` now or when the page is there, and again on whatever a swap brings. It must bear being run twice. */
    dress(dress) {
      dressers.push(dress);
      if (there) dress(document);
    },
    /** Tell those who listen, without moving anything. */
    announce(text) {
      const region = document.getElementById("announcer");
      if (!region || !text) return;
      region.textContent = "";
      setTimeout(() => { region.textContent = text; }, 60);
    },
    user: () => document.body.dataset.user || "",
    clockTime: (moment = new Date()) => moment.toTimeString().slice(0, 5),
    /** Make an element: make("button", {class: "btn"}, "text", child). */
    make(tag, attributes = {}, ...children) {
      const element = document.createElement(tag);
      for (const [name, value] of Object.entries(attributes))
        if (value !== false && value != null) element.setAttribute(name, value === true ? "" : value);
      element.append(...children);
      return element;
    },
    svg(path, size = 14) {
      const holder = document.createElement("template"), edge = `width="${size}" height="${size}" viewBox="0 0 20 20"`;
      holder.innerHTML = `<svg class="icon" ${edge} aria-hidden="true" focusable="false"><path d="${path}"/></svg>`;
      return holder.content.firstChild;
    },
    cross: "M5 5l10 10M15 5 5 15",
  };
  window.house = house;
  document.documentElement.classList.add("scripted");
  const all = (root) => dressers.forEach((dress) => dress(root));
  document.addEventListener("DOMContentLoaded", () => { there = true; all(document); }); // a deferred script runs before it
  document.addEventListener("htmx:after:swap", () => all(document));
})();
