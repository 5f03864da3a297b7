import { readFileSync } from "node:fs";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { type Import, imports, parse, sources } from "./import-graph.ts";

const folderOf = (path: string) => (path.includes("/") ? path.slice(0, path.indexOf("/")) : "");
const isOurs = ({ to }: Import) => sources.includes(to) || to.startsWith("schemas/") || to.endsWith(".json");
const shown = ({ from, to }: Import) => `${from} → ${to}`;

/** For each folder: the folders of ours that it may import besides itself, and the packages. */
const allowed: Record<string, { ours: string[]; packages: string[] }> = {
  schemas: { ours: [], packages: ["zod"] },
  semantics: { ours: ["schemas"], packages: [] },
  dsl: { ours: ["schemas"], packages: [] },
  compiler: { ours: ["schemas", "semantics", "dsl"], packages: ["typescript", "yaml", "zod", "ajv"] },
  runtime: { ours: ["schemas", "semantics"], packages: ["undici", "aws4fetch", "@redis/client"] },
  simulator: { ours: [], packages: [] },
  cli: {
    ours: ["schemas", "semantics", "compiler", "runtime", "simulator"],
    packages: ["zod", "vscode-languageserver", "vscode-languageserver-textdocument"],
  },
  bench: { ours: ["schemas", "semantics", "compiler", "runtime", "simulator"], packages: ["undici", "@redis/client"] },
  generate: {
    ours: ["schemas", "semantics", "compiler", "runtime", "cli"],
    packages: ["zod", "ajv", "rolldown", "wabt"],
  },
};

/** `http` of `runtime/http/server.ts`, `failures.ts` of `runtime/failures.ts`. */
const partOf = (path: string) => path.split("/")[1] ?? "";
/** `runtime/dialects/<name>` of what lies in it. */
const ownerOf = (path: string) => path.split("/").slice(0, 3).join("/");

/** Wire formats that more than one dialect speaks. */
const FORMATS = "runtime/dialects/formats/";

/** For each folder of the runtime: what else of the runtime it may import. What is left starts and ends it. */
const allowedInRuntime: Record<string, string[]> = {
  attempts: ["clock.ts", "failures.ts", "upstream"],
  cache: ["clock.ts", "operations", "state", "turn.ts", "wire"],
  dialects: ["failures.ts", "operations", "wire"],
  endpoints: ["failures.ts", "refusal.ts", "operations", "wire"],
  http: ["networks.ts", "refusal.ts", "runtime-error.ts", "turn.ts"],
  observe: ["failures.ts", "usd.ts", "runtime-error.ts", "attempts", "operations"],
  operations: ["failures.ts", "wire"],
  operator: ["running.ts", "http"],
  reload: [
    ...["clock.ts", "loopback.ts", "running.ts", "runtime-error.ts"],
    ...["observe", "request", "state", "table", "upstream"],
  ],
  request: [
    ...["clock.ts", "failures.ts", "refusal.ts", "running.ts", "runtime-error.ts", "usd.ts", "attempts", "cache"],
    ...["dialects", "endpoints", "http", "observe", "operations", "state", "table", "upstream", "wire"],
  ],
  state: ["clock.ts", "failures.ts", "loopback.ts", "networks.ts", "turn.ts"],
  table: [],
  upstream: ["clock.ts", "failures.ts", "runtime-error.ts", "turn.ts"],
  wire: ["failures.ts"],
};

test("the page on the architecture says who may import whom as it is held here", () => {
  const rows = readFileSync("docs/architecture.md", "utf8").matchAll(/^\| `(\w+)\/` \|[^|]*\|([^|]*)\|$/gm);
  const names = new Set(Object.entries(allowed).flatMap(([folder, { packages }]) => [folder, ...packages]));
  const told = [...rows].map(([, folder = "", text = ""]) => {
    const said = [...text.matchAll(/`([@\w/-]+)`/g)].map(([, name = ""]) => name);
    return [folder, said.filter((name) => names.has(name)).sort()] as const;
  });
  const held = Object.entries(allowed).map(([folder, { ours, packages }]) => [folder, [...ours, ...packages].sort()]);
  expect(Object.fromEntries(told.filter(([folder]) => folder in allowed))).toEqual(Object.fromEntries(held));
});

describe("who may import whom", () => {
  test.each(Object.entries(allowed))("%s", (folder, { ours, packages }) => {
    const wrong = imports
      .filter(({ from }) => folderOf(from) === folder)
      .filter((edge) => {
        if (isOurs(edge)) return edge.to !== "package.json" && ![folder, ...ours].includes(folderOf(edge.to));
        const name = /^(?:@[^/]+\/)?[^/]+/.exec(edge.to)?.[0] ?? "";
        return !edge.to.startsWith("node:") && !packages.includes(name);
      });
    expect(wrong.map(shown)).toEqual([]);
  });

  test("dsl imports nothing but types", () => {
    const values = imports.filter(
      ({ from, to, typeOnly }) => folderOf(from) === "dsl" && !typeOnly && folderOf(to) !== "dsl",
    );
    expect(values.map(shown)).toEqual([]);
  });

  test("runtime takes types, generated code, parameters and the table's hash from schemas, nothing else", () => {
    const values = imports
      .filter(({ from, to, typeOnly }) => folderOf(from) === "runtime" && folderOf(to) === "schemas" && !typeOnly)
      .filter(({ to }) => !/^schemas\/(generated|parameters)\//.test(to) && to !== "schemas/table-hash.ts");
    expect(values.map(shown)).toEqual([]);
  });

  test.each(Object.entries(allowedInRuntime))("runtime/%s", (part, others) => {
    const wrong = imports
      .filter(({ from, to }) => partOf(from) === part && folderOf(to) === "runtime")
      .filter(({ to }) => ![part, ...others].includes(partOf(to)));
    expect(wrong.map(shown)).toEqual([]);
  });

  test("every folder of the runtime is listed", () => {
    const folders = sources.flatMap((path) => (/^runtime\/[^/]+\//.test(path) ? [partOf(path)] : []));
    expect([...new Set(folders)].sort()).toEqual(Object.keys(allowedInRuntime).sort());
  });

  test("of endpoints and dialects the way of a request knows what they are, not which there are", () => {
    const wrong = imports
      .filter(
        ({ from }) => !["runtime/main.ts", "runtime/client-paths.ts", "runtime/dialects/dialects.ts"].includes(from),
      )
      .filter(({ from, to }) => /^runtime\/(endpoints|dialects)\/[^/]+\//.test(to) && ownerOf(from) !== ownerOf(to))
      // What several dialects write alike; it knows none of them.
      .filter(({ from, to }) => !(/^runtime\/dialects\/[^/]+\//.test(from) && to.startsWith(FORMATS)))
      // A list of names is no operation: nothing is asked of a model.
      .filter(({ to }) => !to.startsWith("runtime/endpoints/models/"))
      .filter(({ from }) => folderOf(from) === "runtime");
    expect(wrong.map(shown)).toEqual([]);
  });

  test("the lists of parameters are plain data", () => {
    const edges = imports.filter(({ from }) => from.startsWith("schemas/parameters/"));
    expect(edges.filter(({ to }) => !to.startsWith("schemas/parameters/")).map(shown)).toEqual([]);
  });

  test("of the command line, only serve, with what it serves from and for, cache, keys, decide, doctor, probe, spend, state and the rehearsal, which calls the gateway as a function, import the runtime", () => {
    const wrong = imports
      .filter(({ from, to, typeOnly }) => folderOf(from) === "cli" && folderOf(to) === "runtime" && !typeOnly)
      .filter(
        ({ from }) =>
          !/^cli\/(?:(?:serve|served-source|check-env|callers|keys-file|networks-option|decide|doctor|probe|probe-round|refusing|rehearse|spend|state|with-store)\.ts$|cache\/|rehearse\/|keys\/|doctor\/|decide\/)/.test(
            from,
          ),
      );
    expect(wrong.map(shown)).toEqual([]);
  });

  test("only the pipeline knows more than one stage of the compiler", () => {
    const order = [
      "diagnostics",
      "load",
      "lower",
      "regions",
      "plan",
      "reference",
      "witness",
      "verify",
      "analyze",
      "emit",
    ];
    const stage = (path: string) => /^compiler\/([a-z]+)\//.exec(path)?.[1] ?? "";
    const backwards = imports.filter(({ from, to }) => {
      const [a, b] = [order.indexOf(stage(from)), order.indexOf(stage(to))];
      return a !== -1 && b > a;
    });
    expect(backwards.map(shown)).toEqual([]);
  });
});

test("no imports go round in a circle", () => {
  const next = Map.groupBy(
    imports.filter((edge) => sources.includes(edge.to)),
    (edge) => edge.from,
  );
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, path: string[]): void => {
    const at = path.indexOf(file);
    if (at !== -1) cycles.push([...path.slice(at), file].join(" → "));
    if (at !== -1 || done.has(file)) return;
    for (const { to } of next.get(file) ?? []) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of sources) visit(file, []);
  expect(cycles).toEqual([]);
});

test("there are no barrels: nothing is re-exported, but for what authors import", () => {
  const reexports = sources
    .filter((file) => file !== "dsl/index.ts")
    .filter((file) => parse(file).statements.some((node) => ts.isExportDeclaration(node) && node.moduleSpecifier));
  expect(reexports).toEqual([]);
});
