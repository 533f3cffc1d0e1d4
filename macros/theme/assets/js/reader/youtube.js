// The embedded player: lite-youtube-embed's element, and its iframe spoken to by messages.
//
// The library makes the facade and the iframe. Three of its habits are turned off, since nothing may
// be asked of anybody before Play: the poster from YouTube, the connections opened on hover, and the
// player script that it would load into our page on phones.

import { library } from './site.js';

export const ORIGIN = 'https://www.youtube-nocookie.com';

const HANDSHAKE = 250; // milliseconds between two attempts to be heard
const ATTEMPTS = 60;

/** @typedef {{ time?: number, playing?: boolean, duration?: number, ended?: boolean, error?: number }} State */

/** @type {Promise<CustomElementConstructor> | undefined} */
let defined;

/** @returns {Promise<CustomElementConstructor>} */
function facade() {
  defined ??= import(library('lite-youtube-embed/lite-yt-embed.js')).then(() => {
    const Lite = /** @type {any} */ (customElements.get('lite-youtube'));
    Lite.warmConnections = () => {};
    class QuietVideo extends Lite {
      connectedCallback() {
        this.style.backgroundImage = 'none';
        super.connectedCallback();
        this.needsYTApi = false;
      }

      addNoscriptIframe() {}
    }
    customElements.define('mm-video', /** @type {any} */ (QuietVideo));
    return /** @type {any} */ (QuietVideo);
  });
  return defined;
}

/** One video's place: a facade until `start`, then a player that seeks and tells its time. */
export class Video {
  /** @type {any} */ element = null;
  /** @type {string[]} */ waiting = [];
  heard = false;
  attempts = 0;

  /** @param {(state: State) => void} tell */
  constructor(tell) {
    this.tell = tell;
    this.onMessage = this.onMessage.bind(this);
  }

  /**
   * Put the facade into `place`, ready to start `video` at a second.
   * @param {HTMLElement} place
   * @param {string} video
   * @param {number} seconds
   * @param {HTMLButtonElement} play its button, as the library wants it
   */
  async lay(place, video, seconds, play) {
    const Element = await facade();
    this.element = new Element();
    this.element.setAttribute('videoid', video);
    this.aim(video, seconds);
    this.element.append(play);
    place.replaceChildren(this.element);
  }

  /**
   * Change what the facade will start.
   * @param {string} video
   * @param {number} seconds
   */
  aim(video, seconds) {
    const params = new URLSearchParams({ enablejsapi: '1', origin: location.origin, start: String(seconds), rel: '0' });
    this.element.setAttribute('params', params.toString());
    this.element.videoId = video;
  }

  /** Whether the player has been loaded. */
  get started() {
    return Boolean(this.frame);
  }

  /** @returns {HTMLIFrameElement | null} */
  get frame() {
    return this.element?.querySelector('iframe') ?? null;
  }

  /** Load the player: the first request to YouTube. */
  async start() {
    addEventListener('message', this.onMessage);
    await this.element.activate();
    this.frame?.addEventListener('load', () => this.greet());
  }

  /** Ask the player to tell what it does, until it answers. */
  greet() {
    if (this.heard || !this.frame || this.attempts++ > ATTEMPTS) return;
    this.post({ event: 'listening', id: 'mm', channel: 'widget' });
    setTimeout(() => this.greet(), HANDSHAKE);
  }

  /**
   * @param {string} name a function of YouTube's player
   * @param {...unknown} args
   */
  command(name, ...args) {
    const message = { event: 'command', func: name, args };
    if (this.heard) this.post(message);
    else this.waiting.push(JSON.stringify(message));
  }

  /** @param {object} message */
  post(message) {
    this.frame?.contentWindow?.postMessage(JSON.stringify(message), ORIGIN);
  }

  /** @param {MessageEvent} event */
  onMessage(event) {
    if (event.origin !== ORIGIN || event.source !== this.frame?.contentWindow) return;
    const message = parsed(event.data);
    if (!message) return;
    if (!this.heard) {
      this.heard = true;
      for (const text of this.waiting.splice(0)) this.post(JSON.parse(text));
    }
    if (message.event === 'onError') this.tell({ error: Number(message.info) });
    else if (message.info && typeof message.info === 'object') this.tell(stateOf(message.info));
  }

  /** Take the player away, and with it every connection to YouTube. */
  remove() {
    removeEventListener('message', this.onMessage);
    this.element?.remove();
    Object.assign(this, { element: null, heard: false, attempts: 0, waiting: [] });
  }
}

/** @param {unknown} data */
function parsed(data) {
  try {
    return typeof data === 'string' ? JSON.parse(data) : null;
  } catch {
    return null;
  }
}

/**
 * @param {any} info
 * @returns {State}
 */
function stateOf(info) {
  /** @type {State} */
  const state = {};
  if (typeof info.currentTime === 'number') state.time = info.currentTime;
  if (typeof info.duration === 'number') state.duration = info.duration;
  if (typeof info.playerState === 'number') {
    state.playing = info.playerState === 1 || info.playerState === 3;
    state.ended = info.playerState === 0;
  }
  return state;
}
