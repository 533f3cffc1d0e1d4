// The reader's own clock, by which days are counted.

/** A moment with its distance from UTC: `2026-03-01T23:30:00.000-08:00`. @param {Date} [time] */
export function clock(time = new Date()) {
  const minutes = -time.getTimezoneOffset();
  const two = (/** @type {number} */ number) => String(Math.floor(Math.abs(number))).padStart(2, '0');
  const local = new Date(time.getTime() + minutes * 60_000).toISOString().slice(0, -1);
  return `${local}${minutes < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}

/** The reader's day at a moment: `2026-03-01`. @param {string} time */
export const dayAt = (time) => clock(new Date(time)).slice(0, 10);
