// Keeps on this device, and nowhere else, how far a listener is in each sound with a data-item,
// and how fast they like it.
const PLACES = "lydhoer.places"; // {item: second}, the latest last
const SPEED = "lydhoer.speed";
const MOST = 100;
const WORTH = 15; // seconds: before that there is nothing to go on with, or left to hear
const EVERY = 5; // seconds between two notes

for (const name of ["timeupdate", "pause", "ended"]) {
  document.addEventListener(name, ({ target, type }) => note(target, type), true);
}
document.addEventListener("play", ({ target }) => hurry(target), true);
document.addEventListener("ratechange", ({ target: { dataset, playbackRate } }) => {
  if (!dataset.rushing && playbackRate <= 4) keep(SPEED, playbackRate);
}, true);
for (const audio of document.querySelectorAll("audio[data-item]")) {
  hurry(audio);
  offer(audio);
}

function kept(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null; // not allowed here, or not ours
  }
}

function keep(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // Not allowed here, or full: then nothing is remembered.
  }
}

function hurry(audio) {
  const speed = Number(kept(SPEED));
  if (audio.dataset.rushing || !(speed >= 0.5 && speed <= 4)) return;
  audio.defaultPlaybackRate = audio.playbackRate = speed;
}

function note(audio, type) {
  const { item, from, noted = -EVERY } = audio.dataset;
  const at = Math.floor(audio.currentTime);
  if (!item || from !== undefined || (type === "timeupdate" && Math.abs(at - noted) < EVERY)) return;
  audio.dataset.noted = at;
  const { [item]: before, ...places } = kept(PLACES) ?? {};
  const over = audio.duration - at < WORTH;
  if (over ? before === undefined : at < WORTH) return;
  if (!over) places[item] = at;
  keep(PLACES, Object.fromEntries(Object.entries(places).slice(-MOST)));
}

function offer(audio) {
  const button = audio.parentElement.querySelector("[data-resume]");
  const second = kept(PLACES)?.[audio.dataset.item];
  if (!button || !Number.isInteger(second)) return;
  const minutes = Math.floor(second / 60);
  const clock = [Math.floor(minutes / 60), minutes % 60, second % 60].map((n) => `${n}`.padStart(2, 0));
  button.textContent = button.dataset.resume.replace("{time}", clock.join(":").replace(/^(00:)?0?/, ""));
  button.hidden = false;
  button.addEventListener("click", () => {
    audio.dataset.from = second;
    if (audio.readyState) audio.currentTime = second;
    audio.play().catch(() => {});
    audio.focus();
  });
  audio.addEventListener("play", () => (button.hidden = true));
}
