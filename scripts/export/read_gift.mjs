// Reads a GIFT file with gift-pegjs and writes its questions as JSON; 1 and a line where it can't.
import { readFileSync } from 'node:fs';
import { parse } from 'gift-pegjs';

try {
  process.stdout.write(JSON.stringify(parse(readFileSync(0, 'utf8'))));
} catch (error) {
  const { location, message } = error;
  process.stderr.write(`${location?.start.line ?? 1} ${message}`);
  process.exitCode = 1;
}
