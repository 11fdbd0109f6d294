// The player of an item: links to a second play it in place; 15 seconds back and forward, speed,
// a link to this very second. Without this file links load the page anew, ready at their second.
const STEP = 15;

const player = document.querySelector(".player");
listen(player, player.querySelector("audio"));

function listen({ dataset: words }, audio) {
  const tools = player.querySelector(".player-tools");
  const speed = tools.querySelector(".speed");
  const ready = player.querySelector(".ready");
  const told = player.querySelector(".player-told");
  tools.hidden = false;

  function play(second) {
    audio.dataset.from = second;
    delete audio.dataset.tried;
    if (audio.readyState) audio.currentTime = second;
    if (ready) ready.textContent = words.playing.replace("{time}", clock(second));
    audio.play().catch(() => {}); // what is wrong is told by the error event
  }

  function skip(seconds) {
    const from = audio.dataset.from;
    if (!audio.readyState && from === undefined) audio.dataset.from = Math.max(0, seconds);
    else if (!audio.readyState) audio.dataset.from = Math.max(0, Number(from) + seconds);
    else audio.currentTime = Math.max(0, audio.currentTime + seconds);
  }

  async function copy() {
    const second = Math.floor(audio.readyState ? audio.currentTime : (audio.dataset.from ?? 0));
    const link = new URL(words.address, location.href);
    link.search = link.hash = `t=${second}`;
    try {
      await navigator.clipboard.writeText(link.href);
      told.textContent = words.copied.replace("{time}", clock(second));
    } catch {
      told.textContent = link.href; // not allowed here: to be copied by hand
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-second]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.replaceState(history.state, "", link.href);
    play(Number(link.dataset.second));
  });
  tools.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (button?.dataset.skip) skip(Number(button.dataset.skip));
    else if (button && "copy" in button.dataset) copy();
  });
  tools.addEventListener("keydown", (event) => {
    if (event.target === speed) return; // its arrows choose
    if (event.key === "ArrowLeft") skip(-STEP);
    else if (event.key === "ArrowRight") skip(STEP);
    else return;
    event.preventDefault();
  });
  speed.addEventListener("change", () => {
    audio.defaultPlaybackRate = audio.playbackRate = Number(speed.value);
  });
  const showSpeed = () => {
    if (!audio.dataset.rushing) speed.value = String(audio.playbackRate);
  };
  audio.addEventListener("ratechange", showSpeed);
  audio.addEventListener("play", () => {
    told.textContent = "";
    if (ready && audio.dataset.from !== undefined) {
      ready.textContent = words.playing.replace("{time}", clock(audio.dataset.from));
    }
  });
  audio.addEventListener("rushing", () => {
    told.textContent = words.rushing.replace("{time}", clock(audio.dataset.from));
  });
  audio.addEventListener("arrived", () => (told.textContent = ""));
  audio.addEventListener("error", () => (told.textContent = words.failed));
  showSpeed();
}

function clock(seconds) {
  const minutes = Math.floor(seconds / 60);
  const parts = [Math.floor(minutes / 60), minutes % 60, Math.floor(seconds % 60)];
  return parts.map((n) => String(n).padStart(2, 0)).join(":").replace(/^(00:)?0?/, "");
}
