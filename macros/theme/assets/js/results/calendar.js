// A calendar file with one whole day, as RFC 5545 wants it.

import { clock } from '../assessment/clock.js';

const WIDTH = 74; // letters a line; the standard counts 75 bytes, and what is not ASCII counts for more

/**
 * @param {{id: string, day: string, title: string, text: string, address: string, made: string}} event `day` as 2026-12-01
 * @returns {string}
 */
export function calendarFile({ id, day, title, text, address, made }) {
  const lines = [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//mile-markers//Plan//EN', 'BEGIN:VEVENT', `UID:${escaped(id)}@mile-markers`,
    `DTSTAMP:${made.replace(/[-:]|\.\d+/g, '')}`, `DTSTART;VALUE=DATE:${day.replaceAll('-', '')}`, `SUMMARY:${escaped(title)}`, `DESCRIPTION:${escaped(text)}`,
    `URL:${address}`, 'TRANSP:TRANSPARENT', 'BEGIN:VALARM', 'ACTION:DISPLAY', `DESCRIPTION:${escaped(title)}`, 'TRIGGER:PT9H', 'END:VALARM', 'END:VEVENT', 'END:VCALENDAR',
  ];
  return `${lines.flatMap(folded).join('\r\n')}\r\n`;
}

/** @param {string} text */
const escaped = (text) => text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');

/** A long line goes on after a break and a space; no character is cut in two. @param {string} line */
function folded(line) {
  const lines = [''];
  let size = 0;
  for (const letter of line) {
    const bytes = new TextEncoder().encode(letter).length;
    if (size + bytes > WIDTH) { lines.push(' '); size = 1; }
    lines[lines.length - 1] += letter;
    size += bytes;
  }
  return lines;
}

/** A date of the reader's own day, so many days from now: 2026-12-01. @param {number} [days] */
export function dayFromNow(days = 0) {
  const date = new Date();
  date.setDate(date.getDate() + days);
  return clock(date).slice(0, 10);
}

/** A day in words: Tuesday, December 1. @param {string} day */
export function dayInWords(day) {
  const date = new Date(`${day}T12:00:00`);
  return Number.isNaN(date.getTime()) ? day : date.toLocaleDateString('en', { weekday: 'long', month: 'long', day: 'numeric' });
}
