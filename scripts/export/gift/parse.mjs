// Parses questions in GIFT with gift-pegjs: a JSON list of texts in, for each what it holds or what is wrong.
import { readFileSync } from 'node:fs';
import { parse } from 'gift-pegjs';

/** @param {string} text */
function parsed(text) {
  try {
    return { entries: parse(text) };
  } catch (error) {
    const { location, message, found } = error;
    return { line: location?.start.line ?? 1, found: found ?? '', message: String(message) };
  }
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(parsed)));
