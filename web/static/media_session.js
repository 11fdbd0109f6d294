// The sound that plays on the lock screen, on headphones and on keyboards with media keys
// (W3C Media Session): what it is, 15 seconds back and forward, any second, and how far it is.
const STEP = 15;
const { mediaSession } = navigator;

if (mediaSession) {
  document.addEventListener("play", ({ target }) => show(target), true);
  for (const name of ["durationchange", "ratechange", "seeked", "playing", "pause"]) {
    document.addEventListener(name, ({ target }) => place(target), true);
  }
}

function show(audio) {
  const { title, publisher } = audio.dataset;
  if (!title) return;
  mediaSession.metadata = new MediaMetadata({ title, artist: publisher });
  const actions = {
    play: () => audio.play(),
    pause: () => audio.pause(),
    stop: () => audio.pause(),
    seekbackward: ({ seekOffset }) => (audio.currentTime -= seekOffset ?? STEP),
    seekforward: ({ seekOffset }) => (audio.currentTime += seekOffset ?? STEP),
    seekto: ({ seekTime }) => (audio.currentTime = seekTime),
  };
  for (const name in actions) {
    try {
      mediaSession.setActionHandler(name, actions[name]);
    } catch {
      // An action this browser does not know.
    }
  }
}

function place({ dataset, duration, playbackRate, currentTime, paused }) {
  if (!dataset.title) return;
  mediaSession.playbackState = paused ? "paused" : "playing";
  if (!Number.isFinite(duration) || currentTime > duration) return;
  mediaSession.setPositionState?.({ duration, playbackRate, position: currentTime });
}
