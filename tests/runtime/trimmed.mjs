// Starts Pyodide under Node on the trimmed archive alone, as the worker does in a browser.
// node trimmed.mjs ARCHIVE MESSAGES: prints {"answers": [...], "unimportable": {...}, "traceback": "...", "zipped": [...]}
import { readFileSync } from 'node:fs';
import { loadPyodide } from '../../node_modules/pyodide/pyodide.mjs';

const [archive, messages] = process.argv.slice(2);
const stock = JSON.parse(readFileSync(new URL('../../node_modules/pyodide/pyodide-lock.json', import.meta.url), 'utf8'));

const PROBE = `
import importlib, json, sys, zipfile

def unimportable():
    found = {}
    archive = f"/lib/python{sys.version_info.major}{sys.version_info.minor}.zip"
    for file in sorted(zipfile.ZipFile(archive).namelist()):
        if file.endswith(".pyc"):
            name = file.removesuffix(".pyc").removesuffix("/__init__").replace("/", ".")
            try:
                importlib.import_module(name)
            except Exception as error:
                found[name] = repr(error)
    return json.dumps(found)

def zipped():
    by = {name: type(getattr(module, "__loader__", None)).__name__ for name, module in sys.modules.items()}
    return json.dumps(sorted(name for name, loader in by.items() if loader == "zipimporter"))

def failure():
    import traceback
    from fsrs import Card
    try:
        Card.from_json("{")
    except ValueError:
        return traceback.format_exc()
`;

try {
  const pyodide = await loadPyodide({
    stdLibURL: archive,
    lockFileContents: { info: stock.info, packages: {} },
    packageBaseUrl: '.',
    env: { PYTHONHASHSEED: '0' },
  });
  const handle = pyodide.pyimport('assessments.wire').handle;
  const answers = JSON.parse(readFileSync(messages, 'utf8')).map((message) => handle(message));
  pyodide.runPython(PROBE);
  const zipped = JSON.parse(pyodide.runPython('zipped()'));
  const report = {
    answers,
    unimportable: JSON.parse(pyodide.runPython('unimportable()')),
    traceback: pyodide.runPython('failure()'),
    zipped,
  };
  process.stdout.write(JSON.stringify(report), () => process.exit(0));
} catch (error) {
  console.error(String(error?.message ?? error).slice(-4000));
  process.exit(1);
}
