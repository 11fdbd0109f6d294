// Plays the moments of a list right there, in one small player at the foot of the window. Without
// this file a moment is a link to its item, ready at its second.
const STEP = 15;

const template = document.getElementById("list-player");
const region = template.content.firstElementChild.cloneNode(true);
const { name, playing, rushing, failed } = region.dataset;
const find = (selector) => region.querySelector(selector);
const [audio, link, publisher, told, at, toggle] =
  ["audio", "a", ".publisher", ".player-told", ".at", "[data-do=toggle]"].map(find);
let from; // the button of the moment that plays
for (const list of document.querySelectorAll(".moments[data-sound]")) enliven(list);
wire();

function said(words, { time, title }) {
  return words.replace("{time}", time).replace("{title}", () => title);
}

function enliven(list) {
  for (const old of list.querySelectorAll("a[data-second]")) {
    const moment = {
      ...list.dataset,
      second: Number(old.dataset.second),
      time: old.querySelector(".time").textContent,
      href: old.href,
      language: list.parentElement.querySelector("h2 a, h3 a")?.lang ?? "",
    };
    const button = document.createElement("button");
    button.type = "button";
    button.className = old.className;
    button.setAttribute("aria-label", said(name, moment));
    button.append(...old.querySelectorAll(".icon, .time"));
    button.addEventListener("click", () => start(button, moment));
    old.replaceWith(button);
  }
}

function start(button, moment) {
  const { sound, second, title, item, href, language } = moment;
  from?.removeAttribute("aria-current");
  from = button;
  button.setAttribute("aria-current", "true");
  link.textContent = title;
  link.href = href;
  link.lang = language;
  publisher.textContent = moment.publisher;
  Object.assign(audio.dataset, { title, item, publisher: moment.publisher, from: second });
  delete audio.dataset.tried;
  delete audio.dataset.noted;
  region.dataset.time = moment.time;
  if (!region.isConnected) document.body.append(region);
  if (audio.dataset.sound === sound && audio.readyState) audio.currentTime = second;
  else audio.src = `${sound}#t=${second}`;
  audio.dataset.sound = sound;
  tell("");
  audio.play().then(() => tell(said(playing, moment), true), () => {});
}

// The eye sees what plays; the ear is told.
function tell(words, heard = false) {
  told.classList.toggle("sr", heard);
  told.textContent = words;
}

function close() {
  const held = region.contains(document.activeElement);
  audio.pause();
  audio.removeAttribute("src");
  audio.load();
  delete audio.dataset.sound;
  region.remove();
  from.removeAttribute("aria-current");
  if (held) from.focus({ preventScroll: true });
}

function wire() {
  const actions = {
    back: () => (audio.currentTime = Math.max(0, audio.currentTime - STEP)),
    on: () => (audio.currentTime += STEP),
    toggle: () => (audio.paused ? audio.play().catch(() => {}) : audio.pause()),
    close,
  };
  region.addEventListener("click", ({ target }) => {
    actions[target.closest("button")?.dataset.do]?.();
  });
  region.addEventListener("keydown", (event) => {
    const action = { ArrowLeft: "back", ArrowRight: "on", Escape: "close" }[event.key];
    if (!action) return;
    event.preventDefault();
    actions[action]();
  });
  for (const event of ["play", "pause", "ended", "emptied"]) audio.addEventListener(event, show);
  audio.addEventListener("timeupdate", () => (at.textContent = clock(audio.currentTime)));
  audio.addEventListener("rushing", () => {
    tell(said(rushing, { time: region.dataset.time }));
  });
  audio.addEventListener("arrived", () => tell(""));
  audio.addEventListener("error", () => {
    if (audio.dataset.sound) tell(failed);
  });
}

function show() {
  region.classList.toggle("paused", audio.paused);
  toggle.setAttribute("aria-label", audio.paused ? toggle.dataset.play : toggle.dataset.pause);
}

function clock(seconds) {
  const minutes = Math.floor(seconds / 60);
  const parts = [Math.floor(minutes / 60), minutes % 60, Math.floor(seconds % 60)];
  return parts.map((n) => String(n).padStart(2, 0)).join(":").replace(/^(00:)?0?/, "");
}
