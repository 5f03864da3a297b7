/** What the gateway's code says on HTTP and in its log: names of headers, codes of errors, fields of lines, metrics, paths. */
import { readFileSync } from "node:fs";
import ts from "typescript";
import { parse, sources } from "../architecture/import-graph.ts";

/** What faces clients and the operator. What is sent to providers, stores and hosts of tables is no business of either. */
const facing = sources.filter(
  (file) =>
    file.startsWith("runtime/") && !/^runtime\/(dialects|upstream|reload|cache|state|wire|operations)\//.test(file),
);
const further = ["runtime/state/keys.ts", "cli/serve.ts", "cli/log-lines.ts"];
const trees = new Map([...facing, ...further].map((file) => [file, parse(file)]));

function visit(see: (node: ts.Node, file: string) => void): void {
  for (const [file, tree] of trees) {
    const walk = (node: ts.Node): void => {
      see(node, file);
      ts.forEachChild(node, walk);
    };
    walk(tree);
  }
}

/** Names of fields that HTTP knows, as another implementation lists them. */
const known = new Set(
  [...readFileSync("node_modules/undici/lib/core/constants.js", "utf8").matchAll(/^ {2}'([\w-]+)',?$/gm)]
    .map(([, name = ""]) => name.toLowerCase())
    // Shorter words are words: `host`, `from`, `date`.
    .filter((name) => name.includes("-")),
);

/** Those that are written or read in code, in lower case; `<name>` stands for what is put in. */
export function headerNames(): string[] {
  const found = new Set<string>();
  visit((node, file) => {
    const name = textOf(node, file)
      ?.toLowerCase()
      .replace(/^x-pointsman-$/, "x-pointsman-<name>");
    if (name === undefined || name === "headers" || !/^[a-z][a-z0-9-]*(<name>[a-z0-9-]*)*$/.test(name)) return;
    const isOne = known.has(name) || /^(x-|anthropic-|trace)./.test(name) || isRead(node) || isSent(node);
    if (isOne && !name.endsWith("-")) found.add(name);
  });
  return [...found].sort();
}

/** A literal, a name where headers are read or sent, or a template: of what is put in, constants are known. */
function textOf(node: ts.Node, file: string): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isIdentifier(node) && (isRead(node) || isSent(node))) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  const spans = node.templateSpans.map(({ expression, literal }) => constant(expression, file) + literal.text);
  return node.head.text + spans.join("");
}

function constant(expression: ts.Expression, file: string): string {
  const [, text] = new RegExp(`^const ${expression.getText()} = "([^"]+)"`, "m").exec(trees.get(file)!.text) ?? [];
  return text ?? "<name>";
}

/** `headers["…"]`, `headers.…`, or taken apart where headers are expected. */
function isRead(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isElementAccessExpression(parent)) return isHeaders(parent.expression);
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node && isHeaders(parent.expression);
  if (!ts.isBindingElement(parent) || (parent.propertyName ?? parent.name) !== node) return false;
  const taken = parent.parent.parent;
  return ts.isParameter(taken) && /^IncomingHttpHeaders$/.test(taken.type?.getText() ?? "");
}

function isHeaders(node: ts.Node): boolean {
  const name = ts.isPropertyAccessExpression(node) ? node.name : node;
  return ts.isIdentifier(name) && name.text === "headers";
}

/** In `headers: { … }`, `const headers = { … }`, `headersWith({ … })`, `all.push("…", …)`. */
function isSent(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isCallExpression(parent) && ts.isStringLiteral(node))
    return parent.expression.getText() === "all.push" && parent.arguments.indexOf(node) % 2 === 0;
  if (!ts.isPropertyAssignment(parent) || parent.name !== node) return false;
  const owner = parent.parent.parent;
  if (ts.isPropertyAssignment(owner) || ts.isVariableDeclaration(owner)) return owner.name.getText() === "headers";
  return ts.isCallExpression(owner) && /headersWith$/.test(owner.expression.getText());
}

/** Of refusals and failure classes. Throws where one cannot be read. */
export function errorCodes(): string[] {
  const found = new Set<string>();
  const unread: string[] = [];
  visit((node, file) => {
    if (
      !ts.isPropertyAssignment(node) ||
      node.name.getText() !== "code" ||
      !/Refusal|failures/.test(trees.get(file)!.text)
    )
      return;
    const { initializer } = node;
    if (ts.isStringLiteralLike(initializer)) found.add(initializer.text);
    // What an attempt failed with, for the log.
    else if (!/^(failure|code|error\.code|lastRefusal\.code|"class" in why)/.test(initializer.getText()))
      unread.push(`${file}: ${node.getText()}`);
  });
  visit((node, file) => {
    if (!ts.isFunctionDeclaration(node)) return;
    const at = node.parameters.findIndex(({ name }) => name.getText() === "code");
    if (at < 0) return;
    for (const call of callsOf(node.name!.text, trees.get(file)!)) {
      const given = call.arguments[at];
      if (given && ts.isStringLiteralLike(given)) found.add(given.text);
    }
  });
  if (unread.length > 0) throw new Error(`codes that cannot be read: ${unread.join("; ")}`);
  return [...found].filter((code) => /^[a-z_]+$/.test(code)).sort();
}

function callsOf(name: string, tree: ts.SourceFile): ts.CallExpression[] {
  const found: ts.CallExpression[] = [];
  const walk = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText() === name) found.push(node);
    ts.forEachChild(node, walk);
  };
  walk(tree);
  return found;
}

/** Of the log's lines: what is given to `logAlarm` or `logError`, or has an `event`. */
export function logFields(): string[] {
  const found = new Set<string>();
  visit((node) => {
    for (const { name } of membersOf(node)) if (name) found.add(name.getText());
  });
  return [...found].sort();
}

/** What `event` may be. */
export function logEvents(): string[] {
  const found = new Set<string>();
  visit((node) => {
    const isEvent = (ts.isPropertyAssignment(node) || ts.isBindingElement(node)) && node.name.getText() === "event";
    if (isEvent && node.initializer && ts.isStringLiteralLike(node.initializer)) found.add(node.initializer.text);
    const isError = ts.isCallExpression(node) && node.expression.getText() === "logError";
    const event = isError ? node.arguments[1] : undefined;
    if (event && ts.isStringLiteralLike(event)) found.add(event.text);
  });
  return [...found].sort();
}

function isLogged(node: ts.ObjectLiteralExpression): boolean {
  const { parent } = node;
  if (ts.isCallExpression(parent)) {
    const called = parent.expression.getText();
    if (called === "JSON.stringify") return has(node, "event");
    return called === "logAlarm" || called === "logError";
  }
  return ts.isVariableDeclaration(parent) && has(node, "event") && has(node, "time");
}

function membersOf(node: ts.Node): readonly { readonly name?: ts.Node | undefined }[] {
  if (ts.isObjectLiteralExpression(node)) return isLogged(node) ? node.properties : [];
  return ts.isInterfaceDeclaration(node) && node.name.text.endsWith("Alarm") ? node.members : [];
}

function has(node: ts.ObjectLiteralExpression, name: string): boolean {
  return node.properties.some((property) => property.name?.getText() === name);
}

export function metricNames(): string[] {
  const found = new Set<string>();
  visit((node, file) => {
    if (!ts.isCallExpression(node)) return;
    const [first] = node.arguments;
    if (!first || !ts.isStringLiteralLike(first)) return;
    if (/\.(counter|observed)$/.test(node.expression.getText())) found.add(first.text);
    else if (file.endsWith("cache-metrics.ts") && node.expression.getText() === "gauge")
      found.add(`pointsman_semantic_cache_${first.text}`);
  });
  return [...found].sort();
}

/** `POST /v1/…` of a file that lists paths. */
export function paths(file: string): string[] {
  const found: string[] = [];
  visit((node, from) => {
    if (from !== file || !ts.isPropertyAssignment(node) || !ts.isStringLiteral(node.name)) return;
    if (!ts.isObjectLiteralExpression(node.initializer)) return;
    for (const { name } of node.initializer.properties) found.push(`${name!.getText()} ${node.name.text}`);
  });
  return found.sort();
}
