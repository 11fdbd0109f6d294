// Marks the chapter and the passage that are being heard, and turns the page as a passage ends, as
// long as the reader is where it is: whoever has scrolled away, marked words or switched it off is
// left alone. The focus stays where it is.
const FOLLOW = "lydhoer.follow."; // and the item

const audio = document.querySelector(".player audio");
const button = document.querySelector(".follow-along button");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
for (const list of document.querySelectorAll("[data-now]")) mark(list);
if (button) toggle();

function mark(list) {
  const links = [...list.querySelectorAll("[data-second]")];
  const starts = links.map((link) => Number(link.dataset.second));
  const turns = list.closest(".transcript");
  let now = links.findIndex((link) => link.hasAttribute("aria-current"));

  function show() {
    if (audio.dataset.from !== undefined) return; // not there yet
    const at = starts.findLastIndex((start) => start <= audio.currentTime + 0.25);
    if (at === now) return;
    const before = links[now]?.closest("li");
    const row = links[at]?.closest("li");
    const near = before && isSeen(before);
    before?.classList.remove("marked");
    links[now]?.removeAttribute("aria-current");
    row?.classList.add("marked");
    links[at]?.setAttribute("aria-current", "true");
    now = at;
    if (turns && near && row && !audio.paused && isOn() && !isWhole(row)) turn(row);
  }

  for (const name of ["timeupdate", "seeked"]) audio.addEventListener(name, show);
  button?.addEventListener("click", () => {
    if (turns && isOn() && now >= 0) turn(links[now].closest("li"));
  });
}

function turn(row) {
  if (!getSelection().isCollapsed) return;
  row.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
}

function seenFrom() {
  return audio.closest(".player").getBoundingClientRect().bottom;
}

function isSeen(row) {
  const { top, bottom } = row.getBoundingClientRect();
  return bottom > seenFrom() && top < innerHeight;
}

function isWhole(row) {
  const { top, bottom } = row.getBoundingClientRect();
  return top >= seenFrom() && bottom <= innerHeight;
}

function isOn() {
  return button?.getAttribute("aria-pressed") === "true";
}

function toggle() {
  const name = FOLLOW + button.dataset.item;
  const set = (on) => button.setAttribute("aria-pressed", on);
  button.parentElement.hidden = false;
  try {
    set(sessionStorage.getItem(name) !== "off");
  } catch {
    // Not allowed here: then it is on.
  }
  button.addEventListener("click", () => {
    set(!isOn());
    try {
      sessionStorage.setItem(name, isOn() ? "on" : "off");
    } catch {
      // Not allowed here: then it holds for this visit of the page.
    }
  }, true);
}
