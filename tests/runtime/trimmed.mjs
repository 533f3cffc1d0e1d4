// Starts Pyodide under Node on the trimmed archive alone, as the worker does in a browser.
// node trimmed.mjs FOLDER BANKS MESSAGES MODULES: prints {"answers": [...], "unimportable": {...}, "traceback": "...", "zipped": [...]}
import { readFileSync } from 'node:fs';
import { started } from '../../scripts/runtime/started.mjs';

const [folder, banks, messages, modules] = process.argv.slice(2);

const PROBE = `
import importlib, json, sys

def unimportable(modules):
    found = {}
    for name in modules:
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
  const pyodide = await started(folder);
  pyodide.pyimport('assessments.banks').use(readFileSync(banks, 'utf8'));
  const handle = pyodide.pyimport('assessments.api').handle;
  const answers = JSON.parse(readFileSync(messages, 'utf8')).map((message) => handle(message));
  pyodide.runPython(PROBE);
  const zipped = JSON.parse(pyodide.runPython('zipped()'));
  const report = {
    answers,
    unimportable: JSON.parse(pyodide.runPython(`unimportable(${modules})`)),
    traceback: pyodide.runPython('failure()'),
    zipped,
  };
  process.stdout.write(JSON.stringify(report), () => process.exit(0));
} catch (error) {
  console.error(String(error?.message ?? error).slice(-4000));
  process.exit(1);
}
