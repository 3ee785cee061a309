// Sounds: a small player, and a voice to send where there is no microphone.

import { icon, make } from "./make.js";
import { say } from "./texts.js";

const BARS = 26;

// sound returns a player for a recording: a button, bars that fill, its length.
export function sound(source, seconds) {
  const audio = new Audio(source);
  audio.preload = "none";
  const bars = make("span", { class: "bars", "aria-hidden": "true" },
    Array.from({ length: BARS }, (_, i) => {
      const bar = make("i");
      bar.style.height = `${22 + 70 * Math.abs(Math.sin(i * 1.7) * Math.cos(i * 0.6))}%`;
      return bar;
    }));
  const button = make("button", { type: "button", "aria-label": say("play"), click: () => (audio.paused ? audio.play().catch(() => {}) : audio.pause()) }, icon("play"));
  const face = (name) => {
    button.replaceChildren(icon(name));
    button.setAttribute("aria-label", say(name));
  };
  audio.onplay = () => face("pause");
  audio.onpause = () => face("play");
  audio.onended = () => { audio.currentTime = 0; };
  audio.ontimeupdate = () => {
    const done = BARS * audio.currentTime / (Number.isFinite(audio.duration) ? audio.duration : seconds || 1);
    [...bars.children].forEach((bar, i) => bar.classList.toggle("on", i < done));
  };
  return make("div", { class: "sound" }, button, bars, make("small", {}, length(seconds)));
}

// length writes "0:07".
export function length(seconds) {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds) % 60).padStart(2, "0")}`;
}

// sampleVoice makes four seconds that sound like somebody talking a room away:
// a low tone that rises and falls in syllables.
export function sampleVoice() {
  const rate = 8000;
  const seconds = 4;
  const wave = new DataView(new ArrayBuffer(44 + rate * seconds * 2));
  header(wave, rate, rate * seconds * 2);
  let phase = 0;
  for (let i = 0; i < rate * seconds; i++) {
    const t = i / rate;
    const syllable = Math.max(0, Math.sin(t * 2 * Math.PI * 2.6)) ** 0.6;
    const pitch = 150 + 40 * Math.sin(t * 5.3) + 25 * Math.sin(t * 13.1);
    phase += (2 * Math.PI * pitch) / rate;
    const voice = Math.sin(phase) + 0.5 * Math.sin(2 * phase) + 0.3 * Math.sin(3 * phase + t * 9);
    wave.setInt16(44 + i * 2, 7000 * syllable * voice, true);
  }
  return { blob: new Blob([wave], { type: "audio/wav" }), seconds };
}

function header(wave, rate, bytes) {
  const word = (at, s) => [...s].forEach((c, i) => wave.setUint8(at + i, c.charCodeAt(0)));
  word(0, "RIFF");
  wave.setUint32(4, 36 + bytes, true);
  word(8, "WAVEfmt ");
  wave.setUint32(16, 16, true);
  wave.setUint16(20, 1, true);
  wave.setUint16(22, 1, true);
  wave.setUint32(24, rate, true);
  wave.setUint32(28, rate * 2, true);
  wave.setUint16(32, 2, true);
  wave.setUint16(34, 16, true);
  word(36, "data");
  wave.setUint32(40, bytes, true);
}

// A Recorder records from the microphone.
export class Recorder {
  // start asks for the microphone; it throws if there is none or it is refused.
  async start() {
    if (!navigator.mediaDevices || !window.MediaRecorder) throw new Error("no microphone");
    this.stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    this.parts = [];
    this.machine = new MediaRecorder(this.stream);
    this.machine.ondataavailable = (e) => this.parts.push(e.data);
    this.begun = performance.now();
    this.machine.start();
  }

  seconds() { return Math.max(1, Math.round((performance.now() - this.begun) / 1000)); }

  // stop ends the recording and returns it.
  async stop() {
    const seconds = this.seconds();
    const over = new Promise((done) => { this.machine.onstop = done; });
    this.machine.stop();
    await over;
    for (const track of this.stream.getTracks()) track.stop();
    return { blob: new Blob(this.parts, { type: this.machine.mimeType }), seconds };
  }
}
