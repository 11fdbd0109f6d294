// Suggestions below a search box (WAI-ARIA: combobox with a listbox). Without this file, or
// without an answer, a box is what it was.
const WAIT = 150; // milliseconds after the last key

for (const form of document.querySelectorAll("form[data-suggest]")) suggest(form);

function made(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  element.append(...children);
  return element;
}

function suggest({ dataset: words, elements: { q: input } }) {
  const id = `${input.id}-list`;
  const list = made("ul", { id, role: "listbox", "aria-label": words.suggestions });
  list.className = "suggestions";
  input.after(list);
  input.role = "combobox";
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", id);
  let timer, asking, at;

  function show(found) {
    const option = ({ text, kind, url }, n) =>
      made("li", { id: `${id}-${n}`, role: "option", "data-url": url },
        made("span", {}, text), " ", made("small", {}, words[kind]));
    list.replaceChildren(...found.map(option));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", !list.hidden);
    choose(-1);
  }

  function choose(next) {
    at = next;
    [...list.children].forEach((option, n) => option.setAttribute("aria-selected", n === at));
    input.setAttribute("aria-activedescendant", list.children[at]?.id ?? "");
    list.children[at]?.scrollIntoView({ block: "nearest" });
  }

  function close() {
    clearTimeout(timer);
    asking?.abort();
    show([]);
  }

  async function ask(typed) {
    asking = new AbortController();
    const { signal } = asking;
    try {
      const answer = await fetch(`${words.suggest}?q=${encodeURIComponent(typed)}`, { signal });
      const { suggestions } = await answer.json();
      if (!signal.aborted) show(suggestions);
    } catch {
      // Typed on, or no answer: nothing to suggest.
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    asking?.abort();
    const typed = input.value.trim();
    if (typed.length > 1) timer = setTimeout(ask, WAIT, typed);
    else show([]);
  });
  input.addEventListener("keydown", (event) => {
    const last = list.children.length - 1;
    if (last < 0 || event.isComposing) return;
    if (event.key === "ArrowDown") choose(at < last ? at + 1 : -1);
    else if (event.key === "ArrowUp") choose(at < 0 ? last : at - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && at >= 0) list.children[at].click();
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the focus
  list.addEventListener("click", ({ target }) => {
    const option = target.closest("[role=option]");
    if (option) location.assign(option.dataset.url);
  });
  show([]);
}
