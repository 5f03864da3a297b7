import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CatalogError, type CatalogProblem } from "../../../../compiler/load/catalog/catalog-error.ts";
import { openCatalog } from "../../../../compiler/load/catalog/open-catalog.ts";
import { readDocument } from "../../../../compiler/load/catalog/read-document.ts";
import { splitModels } from "../../../../compiler/load/catalog/split-models.ts";
import { modelsFile } from "../../../../schemas/catalog.ts";

const provider = `id: acme
name: Acme
dialect: openai
baseUrl: https://api.acme.test/v1
paths: { chat: /chat/completions }
auth: { header: Authorization, scheme: Bearer, env: [ACME_KEY] }
hosting: host
`;
const models = `asOf: 2026-11-20
models:
  # The larger one.
  anvil-2:
    kind: chat
    context: 1000
    price: { input: 1, output: 2 }

  "anvil:1":
    kind: chat
    context: 500
`;

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "catalog-"));
  write("acme", provider, models);
});
afterEach(() => rmSync(root, { recursive: true }));

function write(id: string, providerText: string, modelsText: string): void {
  mkdirSync(join(root, id), { recursive: true });
  writeFileSync(join(root, id, "provider.yaml"), providerText);
  writeFileSync(join(root, id, "models.yaml"), modelsText);
}

describe("a catalog", () => {
  it("answers what its files say", () => {
    const catalog = openCatalog(root);
    expect(catalog.providerIds()).toEqual(["acme"]);
    expect(catalog.provider("acme")?.baseUrl).toBe("https://api.acme.test/v1");
    expect(catalog.model("acme", "anvil-2")).toEqual({ kind: "chat", context: 1000, price: { input: 1, output: 2 } });
    expect(catalog.model("acme", "anvil:1")?.context).toBe(500);
    expect(catalog.modelIds("acme")).toEqual(["anvil-2", "anvil:1"]);
    expect(catalog.asOf("acme")).toBe("2026-11-20");
    expect(catalog.allModelIds()).toEqual(["acme/anvil-2", "acme/anvil:1"]);
  });

  it("may be named by a URL", () => {
    expect(openCatalog(pathToFileURL(root)).providerIds()).toEqual(["acme"]);
  });

  it("answers undefined for names that it does not know", () => {
    const catalog = openCatalog(root);
    expect(catalog.provider("other")).toBeUndefined();
    expect(catalog.provider("../acme")).toBeUndefined();
    expect(catalog.model("other", "anvil-2")).toBeUndefined();
    expect(catalog.model("acme", "toString")).toBeUndefined();
    expect(catalog.modelIds("other")).toEqual([]);
    expect(catalog.asOf("other")).toBeUndefined();
  });

  it("reads no provider that nobody asks for", () => {
    write("broken", "id: [", "models: [");
    const catalog = openCatalog(root);
    expect(catalog.providerIds()).toEqual(["acme", "broken"]);
    expect(catalog.model("acme", "anvil-2")?.context).toBe(1000);
  });

  it("checks no model that nobody asks for", () => {
    write("acme", provider, models.replace("context: 500", "context: none"));
    const catalog = openCatalog(root);
    expect(catalog.model("acme", "anvil-2")?.context).toBe(1000);
    expect(() => catalog.model("acme", "anvil:1")).toThrow(CatalogError);
  });

  it("understands files that are laid out in another way", () => {
    write(
      "acme",
      provider,
      "{ asOf: 2026-11-20, models: { a: { kind: chat, context: 7 }, b: { kind: chat, context: 8 } } }",
    );
    const catalog = openCatalog(root);
    expect(catalog.modelIds("acme")).toEqual(["a", "b"]);
    expect(catalog.model("acme", "b")?.context).toBe(8);
    expect(catalog.model("acme", "c")).toBeUndefined();
    expect(catalog.asOf("acme")).toBe("2026-11-20");
  });

  it("follows aliases from one model to another", () => {
    const anchored = models.replace("price: {", "price: &price {").concat("    price: *price\n");
    write("acme", provider, anchored);
    expect(openCatalog(root).model("acme", "anvil:1")?.price).toEqual({ input: 1, output: 2 });
  });

  it("says model by model what the whole file says", () => {
    const catalog = openCatalog();
    for (const id of catalog.providerIds()) {
      const whole = readDocument(join(import.meta.dirname, `../../../../catalog/${id}/models.yaml`), modelsFile).value;
      const parts = catalog.modelIds(id).map((model) => [model, catalog.model(id, model)]);
      expect(parts).toEqual(Object.entries(whole.models));
      expect(catalog.asOf(id)).toBe(whole.asOf);
    }
  });
});

describe("an error", () => {
  const problems = (read: () => unknown): CatalogProblem[] => {
    try {
      read();
    } catch (error) {
      if (error instanceof CatalogError) return error.problems.map((problem) => ({ ...problem, file: place(problem) }));
      throw error;
    }
    throw new Error("expected a CatalogError");
  };
  const place = ({ file }: CatalogProblem): string => file.split("/").slice(-2).join("/");
  const modelProblems = (text: string, id = "anvil-2"): CatalogProblem[] => {
    write("acme", provider, text);
    return problems(() => openCatalog(root).model("acme", id));
  };

  it("names file and line of text that is not YAML", () => {
    const [problem] = modelProblems(models.replace("input: 1,", "input: [1,"));
    expect(problem).toMatchObject({ file: "acme/models.yaml", line: 7 });
  });

  it("names a model that is there twice", () => {
    const text = `${models}  anvil-2:\n    kind: chat\n    context: 5\n`;
    expect(modelProblems(text)).toMatchObject([
      { file: "acme/models.yaml", line: 12, message: "map keys must be unique" },
    ]);
  });

  it("names an unknown key with its path", () => {
    expect(modelProblems(models.replace("output: 2", "outptu: 2"))).toEqual([
      { file: "acme/models.yaml", line: 7, message: "models.anvil-2.price.outptu: unknown key" },
    ]);
  });

  it("says what is expected where the type is wrong", () => {
    expect(modelProblems(models.replace("context: 1000", "context: many"))).toEqual([
      { file: "acme/models.yaml", line: 6, message: "models.anvil-2.context: expected number, received string" },
    ]);
  });

  it("names the model where a key is missing", () => {
    expect(modelProblems(models.replace("    context: 1000\n", ""))).toEqual([
      { file: "acme/models.yaml", line: 4, message: "models.anvil-2.context: expected number, received undefined" },
    ]);
  });

  it("lists everything that is wrong in a file", () => {
    const lines = modelProblems(models.replaceAll("kind: chat", "kind: chit")).map(({ line }) => line);
    expect(lines).toEqual([5, 10]);
  });

  it("says which values are allowed", () => {
    write("acme", provider.replace("dialect: openai", "dialect: morse"), models);
    expect(problems(() => openCatalog(root).provider("acme"))).toMatchObject([
      {
        file: "acme/provider.yaml",
        line: 3,
        message: expect.stringMatching(/^dialect: expected one of "anthropic"\|/),
      },
    ]);
  });

  it("names a provider whose id is not its folder", () => {
    write("acme", provider.replace("id: acme", "id: acne"), models);
    expect(problems(() => openCatalog(root).provider("acme"))).toEqual([
      { file: "acme/provider.yaml", line: 1, message: 'id: expected "acme", the name of the folder, received "acne"' },
    ]);
  });

  it("names a file that is missing", () => {
    rmSync(join(root, "acme", "models.yaml"));
    expect(problems(() => openCatalog(root).modelIds("acme"))).toEqual([
      { file: "acme/models.yaml", message: "the file is missing" },
    ]);
  });

  it("names a directory that is missing", () => {
    expect(() => openCatalog(join(root, "nowhere"))).toThrow(/nowhere: expected the directory of the catalog/);
  });

  it("reads as one line per problem", () => {
    write("acme", provider, models.replace("output: 2", "outptu: 2"));
    expect(() => openCatalog(root).model("acme", "anvil-2")).toThrow(
      /models\.yaml:7: models\.anvil-2\.price\.outptu: unknown key$/,
    );
  });
});

it("ships a catalog in the layout that is read model by model", () => {
  for (const id of openCatalog().providerIds()) {
    const path = join(import.meta.dirname, `../../../../catalog/${id}/models.yaml`);
    expect(splitModels(readFileSync(path, "utf8"))?.ids.length, id).toBeGreaterThan(0);
  }
});
