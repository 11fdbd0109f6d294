"""Make the demo's sound from what is said in it: scripts/SHOW/NAME.txt -> site/audio/NAME.ogg.

Every line ``Speaker: text`` becomes one cue, spoken by espeak-ng; ``## Title`` begins a chapter.
Times are measured on the sound itself, so that a transcript says what is heard when it is heard.
The shows in TRANSCRIBED get a transcript (WebVTT) and chapters (Podcasting 2.0 JSON) beside their
pages; of the others the chapter times are printed, to be pasted into show notes.

    python demo/make_audio.py        # needs espeak-ng and ffmpeg (with libopus)
"""

import json
import subprocess
import tempfile
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DEMO = Path(__file__).resolve().parent
SITE = DEMO / "site"
TRANSCRIBED = {"ved-siden-af"}
VOICES = {"Signe": "da+f2", "Nanna": "da+f4", "Lone": "da+f5", "Grethe": "da+f3", "Omar": "da+m4"}
OTHERS = "da+m3"
RATE = 22_050  # samples per second, what espeak-ng makes
PAUSE = 0.3  # seconds between two cues


@dataclass(frozen=True, slots=True)
class Cue:
    """One line as it is heard: `start` and `end` in seconds, `chapter` where one begins."""

    speaker: str
    text: str
    chapter: str
    start: float
    end: float


def run(command: list[str], given: bytes = b"") -> None:
    """Run a program to its end; CalledProcessError where it fails."""
    subprocess.run(command, input=given, check=True)  # noqa: S603 - our own fixed commands


def speak(speaker: str, text: str) -> bytes:
    """The text as 16-bit mono samples at RATE."""
    with tempfile.TemporaryDirectory() as folder:
        sound = Path(folder) / "cue.wav"
        voice = VOICES.get(speaker, OTHERS)
        run(["espeak-ng", "-v", voice, "-s", "158", "-z", "-w", str(sound), text])
        with wave.open(str(sound)) as opened:
            samples: bytes = opened.readframes(opened.getnframes())
            return samples


def perform(script: str) -> tuple[tuple[Cue, ...], bytes]:
    """A script as cues and as one stretch of sound."""
    cues: list[Cue] = []
    sound = bytearray()
    chapter = ""
    for line in filter(None, map(str.strip, script.splitlines())):
        if line.startswith("## "):
            chapter = line.removeprefix("## ")
            continue
        speaker, text = line.split(": ", 1)
        start = len(sound) / 2 / RATE
        sound += speak(speaker, text)
        cues.append(Cue(speaker, text, chapter, start, len(sound) / 2 / RATE))
        sound += bytes(2 * int(RATE * PAUSE))
        chapter = ""
    return tuple(cues), bytes(sound)


def clock(seconds: float) -> str:
    """Seconds as WebVTT writes them, hh:mm:ss.ttt."""
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{thousandths:03}"


def transcript(cues: tuple[Cue, ...]) -> Iterator[str]:
    """The lines of a WebVTT file with a voice per cue."""
    yield "WEBVTT\n"
    for cue in cues:
        yield f"{clock(cue.start)} --> {clock(cue.end)}\n<v {cue.speaker}>{cue.text}\n"


def write(show: str, name: str, cues: tuple[Cue, ...], sound: bytes) -> None:
    """Compress the sound; write or print what goes with it."""
    target = SITE / "audio" / f"{name}.ogg"
    source = ["-f", "s16le", "-ar", str(RATE), "-ac", "1", "-i", "pipe:0"]
    opus = ["-c:a", "libopus", "-b:a", "7k", "-application", "voip", "-frame_duration", "60"]
    exact = ["-ar", "16000", "-fflags", "+bitexact", "-flags:a", "+bitexact"]
    command = ["ffmpeg", "-v", "error", "-y", *source, *opus, *exact, str(target)]
    run(command, sound)
    chapters = [{"startTime": int(cue.start), "title": cue.chapter} for cue in cues if cue.chapter]
    print(f"{show}/{name}: {len(sound) / 2 / RATE:.0f} s, {target.stat().st_size} bytes")
    if show in TRANSCRIBED:
        (SITE / show / f"{name}.vtt").write_text("\n".join(transcript(cues)), encoding="utf-8")
        text = json.dumps({"version": "1.2.0", "chapters": chapters}, ensure_ascii=False, indent=2)
        (SITE / show / f"{name}.chapters.json").write_text(text + "\n", encoding="utf-8")
    else:
        for chapter in chapters:
            print(f"    {clock(float(str(chapter['startTime'])))[3:8]} {chapter['title']}")


def main() -> None:
    """Make everything anew; the same scripts give the same files."""
    for script in sorted((DEMO / "scripts").glob("*/*.txt")):
        show, name = script.parent.name, script.stem
        name = f"smagsproeve-{name}" if show == "smagsproever" else name
        write(show, name, *perform(script.read_text(encoding="utf-8")))


if __name__ == "__main__":
    main()
