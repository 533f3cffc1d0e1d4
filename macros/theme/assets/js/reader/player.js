// The docked player: a citation plays its second here, beside the text or below it on a phone.
//
// Until Play nothing is asked of YouTube: the first citation opens the dock with a button that says
// what it will load. A reader who would rather not be asked ticks one box, which is remembered.

import { h } from '../assessment/dom.js';
import { clock, watchAt } from '../shared/citation.js';
import { chosen, choose } from './choices.js';
import { videoOf } from './links.js';
import { at as cuesAt, cues, mark } from './now.js';
import { at, json } from './site.js';
import { Video } from './youtube.js';

/** @typedef {import('./now.js').Cue} Cue */

const STEP = 10; // seconds by which the arrow keys move
const PATIENCE = 6_000; // milliseconds without a word from the video's host, then the way there is offered

/** @type {Dock | null} */
let dock = null;

/**
 * Play a citation, or offer to.
 * @param {HTMLAnchorElement} link
 * @param {boolean} byKeyboard
 */
export async function cite(link, byKeyboard) {
  dock ??= new Dock();
  await dock.cite(link, byKeyboard);
}

class Dock {
  video = '';
  seconds = 0;
  playing = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ patience;
  /** @type {HTMLAnchorElement | null} */ from = null;
  /** @type {Cue[]} */ cues = [];
  /** @type {Cue[]} */ now = [];
  player = new Video((state) => this.heard(state));
  stage = h('div', { class: 'mm-stage' });
  title = h('a', { class: 'mm-player-title' });
  time = h('span', { class: 'mm-player-time' });
  status = h('p', { role: 'status', class: 'mm-hidden' });
  note = h('p', { class: 'mm-player-note', hidden: true });
  play = h('button', { type: 'button', class: 'lyt-playbtn mm-play' });
  pause = h('button', { type: 'button', class: 'mm-player-button', hidden: true, onclick: () => this.toggle() });
  shrink = h('button', { type: 'button', class: 'mm-player-button', 'aria-expanded': 'true', onclick: () => this.resize() }, 'Smaller');
  atOnce = h('input', { type: 'checkbox', onchange: () => choose('play-at-once', this.atOnce.checked) });
  ask = h('label', { class: 'mm-player-ask' }, this.atOnce, 'Always play right away');

  constructor() {
    const around = h('button', { type: 'button', class: 'mm-player-button', onclick: () => this.around() }, 'Claims near it');
    const close = h('button', { type: 'button', class: 'mm-player-button', 'aria-label': 'Close the player', onclick: () => this.close() }, 'Close');
    const bar = h('div', { class: 'mm-player-bar' }, this.pause, around, this.shrink, close);
    const words = h('div', { class: 'mm-player-words' }, this.title, this.time, this.ask, this.note);
    this.element = h('section', { class: 'mm-player', 'aria-label': 'Video', tabindex: -1, hidden: true }, this.stage, words, bar, this.status);
    this.play.addEventListener('click', (event) => {
      event.stopPropagation();
      this.start();
    });
    this.element.addEventListener('keydown', (event) => this.onKey(event));
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('dialog[open], .mm-peek:popover-open')) this.close();
    });
    document.body.append(this.element);
    this.mark();
  }

  /** Mark the frame while a Tab key's focus is within: Chromium's `:focus` does not match it then. */
  mark() {
    let tabbed = false;
    addEventListener('keydown', ({ key }) => { tabbed = key === 'Tab'; });
    this.stage.addEventListener('pointerover', () => { tabbed = false; });
    const entered = () => this.player.frame?.classList.toggle('mm-entered', tabbed && document.activeElement === this.player.frame);
    for (const change of ['blur', 'focus']) addEventListener(change, () => setTimeout(entered)); // Firefox moves the focus after the event
  }

  /**
   * @param {HTMLAnchorElement} link
   * @param {boolean} byKeyboard
   */
  async cite(link, byKeyboard) {
    const video = videoOf(link);
    this.from = link;
    this.seconds = Number(link.dataset['seconds']);
    const other = video !== this.video;
    this.video = video;
    if (other) this.look();
    const atOnce = chosen('play-at-once', false); // as it is now: who ticks the box meanwhile means the next time
    this.atOnce.checked = atOnce;
    this.show();
    this.uncover(link);
    if (this.player.started) return this.seek(other);
    if (this.player.element) this.player.aim(video, this.seconds);
    else await this.player.lay(this.stage, video, this.seconds, this.play);
    this.offer();
    if (atOnce) return this.start();
    this.say(`Ready to play from ${clock(this.seconds)}.`);
    if (byKeyboard) this.play.focus({ preventScroll: true });
  }

  /** Take in what the page knows of the video: its title, and its citations here. */
  look() {
    const id = CSS.escape(this.video);
    const known = document.querySelector(`:is(.mm-video, .mm-transcript)[data-video="${id}"] h1`)?.textContent
      ?? document.querySelector(`.mm-meta a[href$="video/${id}/"]`)?.textContent;
    const video = this.video;
    this.title.textContent = known ?? 'The video';
    this.title.href = at(`video/${video}/`);
    this.cues = cues(video, videoOf);
    if (known) return;
    json(at(`video/${video}/claims/index.json`)).then((index) => {
      if (index && this.video === video) this.title.textContent = index.title;
    });
  }

  offer() {
    const label = `Play from ${clock(this.seconds)}`;
    this.play.replaceChildren(h('span', { class: 'mm-play-mark', 'aria-hidden': 'true' }), h('strong', {}, label), h('small', {}, 'loads YouTube'));
    this.time.textContent = '';
  }

  show() {
    this.element.hidden = false;
    document.documentElement.classList.add('mm-docked');
    document.documentElement.style.setProperty('--mm-dock', `${this.element.offsetHeight}px`);
  }

  /** Where the window is small, the dock may lie over the very sentence that was pressed. @param {HTMLElement} link */
  uncover(link) {
    const place = link.getBoundingClientRect();
    const dock = this.element.getBoundingClientRect();
    if (place.bottom > dock.top && place.top < dock.bottom && place.right > dock.left) link.scrollIntoView({ block: 'center' });
  }

  async start() {
    const focused = this.element.contains(document.activeElement);
    await this.player.start();
    const frame = this.player.frame;
    if (frame) frame.title = `Video: ${this.title.textContent}`;
    this.ask.hidden = !this.ask.contains(document.activeElement) && this.atOnce.checked;
    this.pause.hidden = false;
    this.told(true);
    if (focused) this.pause.focus({ preventScroll: true });
    else this.from?.focus({ preventScroll: true });
    this.say(`Playing from ${clock(this.seconds)}.`);
    this.player.command('playVideo');
    clearTimeout(this.patience);
    this.patience = setTimeout(() => this.unplayed('YouTube does not answer. '), PATIENCE);
  }

  /** @param {boolean} other whether it is another video than the one being played */
  seek(other) {
    if (other) this.player.command('loadVideoById', { videoId: this.video, startSeconds: this.seconds });
    else {
      this.player.command('seekTo', this.seconds, true);
      this.player.command('playVideo');
    }
    this.note.hidden = true;
    this.tick(this.seconds);
    this.say(`Playing from ${clock(this.seconds)}.`);
  }

  toggle() {
    this.player.command(this.playing ? 'pauseVideo' : 'playVideo');
    this.told(!this.playing);
  }

  /** @param {boolean} playing */
  told(playing) {
    this.playing = playing;
    this.pause.textContent = playing ? 'Pause' : 'Play';
  }

  /** @param {import('./youtube.js').State} state */
  heard(state) {
    clearTimeout(this.patience);
    if (state.error) this.unplayed('This video cannot be played here. ');
    else if (state.playing) this.note.hidden = true;
    if (state.playing !== undefined) this.told(state.playing);
    if (state.time !== undefined) this.tick(state.time);
  }

  /** @param {number} time */
  tick(time) {
    this.seconds = time;
    this.time.textContent = clock(time);
    const now = cuesAt(this.cues, time);
    if (now.length === this.now.length && now.every((cue, place) => cue === this.now[place])) return;
    this.now = now;
    mark(now);
    const line = now[0]?.link.closest('.mm-line');
    if (line) import('./transcript.js').then(({ keepInSight }) => keepInSight(line)).catch(console.warn);
  }

  /** Some videos may not be played outside YouTube, and some networks do not let YouTube through: then the way there. @param {string} why */
  unplayed(why) {
    this.note.replaceChildren(why, h('a', { href: watchAt(this.video, this.seconds) }, `Open it on YouTube at ${clock(this.seconds)}`));
    this.note.hidden = false;
  }

  resize() {
    const small = this.element.classList.toggle('mm-shrunk');
    this.shrink.textContent = small ? 'Larger' : 'Smaller';
    this.shrink.setAttribute('aria-expanded', String(!small));
    this.show();
  }

  async around() {
    const { claims } = await import('./sheet.js');
    await claims(this.video, Math.floor(this.seconds));
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    const step = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    if (!step || !this.player.started) return;
    event.preventDefault();
    this.seconds = Math.max(0, this.seconds + step);
    this.player.command('seekTo', this.seconds, true);
    this.tick(this.seconds);
  }

  /** @param {string} words */
  say(words) {
    this.status.textContent = words;
  }

  close() {
    if (this.element.hidden) return;
    const focused = this.element.contains(document.activeElement);
    clearTimeout(this.patience);
    this.player.remove();
    mark([]);
    Object.assign(this, { video: '', now: [], cues: [] });
    this.element.hidden = true;
    this.pause.hidden = this.note.hidden = true;
    this.ask.hidden = false;
    document.documentElement.classList.remove('mm-docked');
    document.documentElement.style.removeProperty('--mm-dock');
    if (focused) this.from?.focus({ preventScroll: true });
  }
}
