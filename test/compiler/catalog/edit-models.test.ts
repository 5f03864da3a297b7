import { expect, test } from "vitest";
import { editModels } from "../../../compiler/catalog/edit-models.ts";

const text = `# What this file is.
asOf: 2026-11-20
models:
  # The larger one.
  anvil-2:
    # Seen on the price page.
    kind: chat
    context: 1000
    # In dollars.
    price: { input: 1, output: 2 }

  "anvil:1":
    kind:   chat
    context: 500
`;

test("a changed entry keeps its comments, and the others every byte", () => {
  const entry = { kind: "chat", context: 2000, price: { input: 3, output: 4 }, priceAsOf: "2026-12-01" } as const;
  expect(editModels(text, { asOf: "2026-12-01", models: new Map([["anvil-2", entry]]) })).toBe(
    text
      .replace("2026-11-20", "2026-12-01")
      .replace("context: 1000", "context: 2000")
      .replace("{ input: 1, output: 2 }", "{ input: 3, output: 4 }\n    priceAsOf: 2026-12-01"),
  );
});

test("a new entry stands where the alphabet has it, quoted where it must be", () => {
  const models = new Map([["@acme/1", { kind: "chat", context: 7, caps: { tools: true } } as const]]);
  expect(editModels(text, { asOf: "2026-11-20", models })).toBe(
    text.replace("models:\n", 'models:\n  "@acme/1":\n    kind: chat\n    context: 7\n    caps: { tools: true }\n\n'),
  );
});
