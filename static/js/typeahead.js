/* Choose one of very many by typing: an ARIA combobox over a text input and a hidden id. The server answers with <option>s. */
(() => {
  "use strict";
  let serial = 0;

  const fetchOptions = async (url, signal) => {
    const answer = await fetch(url, { headers: { "HX-Request": "true", Accept: "text/html" }, signal });
    if (answer.headers.has("HX-Redirect")) throw new Error("signed-out");
    if (!answer.ok) throw new Error("not-answered");
    const holder = document.createElement("template");
    holder.innerHTML = await answer.text();
    return [...holder.content.querySelectorAll("option")].map((option) => {
      const text = option.textContent.trim();
      const { hint = "", href, look } = option.dataset; // the last two: a way on where nothing was found
      return { value: option.getAttribute("value") ?? text, text, hint, href, look };
    });
  };
  const marked = (text, term) => {
    const at = term ? text.toLowerCase().indexOf(term.toLowerCase()) : -1;
    return at < 0 ? [text] : [text.slice(0, at), house.make("mark", {}, text.slice(at, at + term.length)), text.slice(at + term.length)];
  };

  /** Make a combobox of an input. `address(term)` gives the URL, `choose(option)` is told the choice. */
  house.combobox = (input, { address, choose, typed = () => {}, least = 0, listClass = "typeahead-list", onEnter = null }) => {
    const id = `options-${++serial}`;
    const list = house.make("div", { class: listClass, role: "listbox", id, hidden: true, "aria-label": house.say("choices") });
    input.parentElement.append(list);
    const combobox = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id, autocomplete: "off" };
    for (const [name, value] of Object.entries(combobox)) input.setAttribute(name, value);
    let options = [], here = -1, timer = 0, flight = null, latest = "";

    const shut = () => {
      clearTimeout(timer); // an answer still on its way would open the list again
      flight?.abort();
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
      here = -1;
    };
    const point = (index) => {
      const items = [...list.querySelectorAll("[role=option]")];
      if (!items.length) return;
      here = (index + items.length) % items.length;
      items.forEach((item, n) => item.setAttribute("aria-selected", n === here ? "true" : "false"));
      input.setAttribute("aria-activedescendant", items[here].id);
      items[here].scrollIntoView({ block: "nearest" });
    };
    const none = (problem) => {
      const words = house.make("div", { class: "none" }, house.say(problem || "no-hits"));
      if (problem === "signed-out") words.append(" ", house.make("a", { href: house.signInAgain() }, house.say("sign-in")));
      return words;
    };
    const draw = (term, problem = "") => {
      list.replaceChildren(...options.map((option, n) => {
        const words = house.make("span", {}, ...marked(option.text, term));
        const item = house.make("div", { role: "option", id: `${id}-${n}`, "aria-selected": "false" }, words);
        if (option.href || option.look !== undefined) item.classList.add("way");
        if (option.hint) item.append(house.make("small", {}, option.hint));
        item.addEventListener("mousedown", (event) => event.preventDefault());
        item.addEventListener("click", () => pick(option));
        return item;
      }));
      const found = options.some((option) => !option.href && option.look === undefined);
      if (!found) list.prepend(none(problem));
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      here = -1;
      input.removeAttribute("aria-activedescendant");
      house.announce(found ? house.say("hits", { count: options.length }) : house.say(problem || "no-hits"));
    };
    const pick = (option) => {
      if (option.href) { shut(); location.assign(option.href); return; }
      if (option.look !== undefined) { input.value = option.look; typed(input.value); look(); return; }
      shut();
      choose(option);
    };
    const look = async () => {
      const term = input.value.trim();
      if (term.length < least) return shut();
      flight?.abort();
      flight = new AbortController();
      latest = term;
      try {
        const found = await fetchOptions(address(term), flight.signal);
        if (term !== latest || document.activeElement !== input) return;
        options = found;
        draw(term);
      } catch (error) {
        if (error.name === "AbortError" || term !== latest) return;
        options = [];
        draw(term, ["signed-out", "not-answered"].includes(error.message) ? error.message : "not-connected");
      }
    };
    const soon = () => { clearTimeout(timer); timer = setTimeout(look, 160); };

    input.addEventListener("input", (event) => { if (event.isComposing) return; typed(input.value); soon(); });
    input.addEventListener("compositionend", () => { typed(input.value); soon(); });
    input.addEventListener("focus", () => { if (!input.value && least === 0) soon(); });
    input.addEventListener("blur", () => { clearTimeout(timer); setTimeout(shut, 120); });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) look(); else point(event.key === "ArrowDown" ? here + 1 : here < 0 ? -1 : here - 1);
      }
      else if (event.key === "Enter" && !list.hidden && here >= 0) { event.preventDefault(); event.stopPropagation(); pick(options[here]); }
      else if (event.key === "Enter" && onEnter) onEnter(event);
      else if (event.key === "Tab" && !list.hidden && here >= 0) pick(options[here]);
      else if (event.key === "Escape") { if (!list.hidden) { event.preventDefault(); event.stopPropagation(); } shut(); }
    });
    return { shut };
  };

  const dressOne = (box) => {
    if (box.dataset.dressed) return;
    box.dataset.dressed = "yes";
    const input = box.querySelector(".typeahead-text"), hidden = box.querySelector("[data-typeahead-value]");
    const unseen = { class: "typeahead-clear", tabindex: "-1", "aria-hidden": "true", hidden: true };
    const clear = house.make("button", { type: "button", ...unseen }, house.svg(house.cross, 12));
    box.append(clear);
    const show = () => { const chosen = Boolean(hidden.value); box.classList.toggle("chosen", chosen); clear.hidden = !chosen; };
    const set = (value) => {
      if (hidden.value === value) return;
      hidden.value = value;
      show();
      hidden.dispatchEvent(new Event("change", { bubbles: true }));
    };
    house.combobox(input, {
      address: (term) => {
        const url = new URL(box.dataset.typeahead, location.href);
        url.searchParams.set("q", term);
        const near = box.dataset.within && input.form?.querySelector(`[name="${box.dataset.within}"]`); // not the text with that id
        if (near) url.searchParams.set("within", near.value);
        return url;
      },
      choose: (option) => { input.value = option.text; set(option.value); },
      typed: () => set(""),
    });
    clear.addEventListener("click", () => { input.value = ""; set(""); input.focus(); });
    input.form?.addEventListener("draft:filled", show);
    show();
  };
  house.dress((root) => root.querySelectorAll("[data-typeahead]").forEach(dressOne));
})();
