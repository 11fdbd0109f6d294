// Makes sure that a sound begins at the second in its data-from. Browsers that start at a media
// fragment have nothing left to do; others are told once they know the sound (iOS). Where the
// publisher's server can't serve parts, no browser can jump: then it is played through, fast and
// silent, until the second is there.
const NEAR = 1.5; // seconds that a jump may be off
const RUSH = 16; // the most that browsers play
const TRIES = 3;

for (const name of ["loadedmetadata", "playing", "seeked", "timeupdate", "durationchange"]) {
  document.addEventListener(name, ({ target }) => settle(target), true);
}
document.addEventListener("pause", ({ target }) => calm(target), true);

function settle(audio) {
  const { from, tried = 0 } = audio.dataset;
  if (from === undefined || !audio.readyState || audio.seeking) return;
  const wanted = Number(from);
  const { currentTime: now, seekable, duration } = audio;
  const off = now - wanted;
  if (Math.abs(off) < NEAR || (audio.dataset.rushing && off > 0)) return arrive(audio);
  const end = seekable.length ? seekable.end(seekable.length - 1) : 0;
  if (end && wanted >= duration) {
    audio.currentTime = 0; // a link beyond the end
    arrive(audio);
  } else if (end >= wanted && tried < TRIES) {
    audio.dataset.tried = Number(tried) + 1;
    audio.currentTime = wanted;
  } else if (!audio.paused && off < 0) rush(audio);
}

function rush(audio) {
  if (audio.dataset.rushing) return;
  audio.dataset.rushing = "true";
  audio.dataset.rate = audio.playbackRate;
  audio.muted = true;
  audio.playbackRate = RUSH;
  audio.dispatchEvent(new CustomEvent("rushing"));
}

function calm(audio) {
  if (!audio.dataset.rushing) return;
  audio.muted = false;
  audio.playbackRate = Number(audio.dataset.rate);
  delete audio.dataset.rushing;
}

function arrive(audio) {
  const rushed = audio.dataset.rushing;
  calm(audio);
  delete audio.dataset.from;
  delete audio.dataset.tried;
  if (rushed) audio.dispatchEvent(new CustomEvent("arrived"));
}
