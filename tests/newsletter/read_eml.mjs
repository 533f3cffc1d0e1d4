// Reads a message with postal-mime, a reader that shares nothing with the one that wrote it.
import { readFile } from 'node:fs/promises';
import PostalMime from 'postal-mime';

const { subject, text, html } = await PostalMime.parse(await readFile(process.argv[2]));
console.log(JSON.stringify({ subject, text, html }));
