/** Where a witness needs fewer tokens than its text has, and no shorter text has what is asked for. */
import { expect, test } from "vitest";
import { compileFiles } from "../../in-memory.ts";

const POLICY = `import { chain, fastest, ms, policy, split } from "pointsman";
export default policy({
  metadata: { customer: "string" },
  routes: {
    main: {
      rules: [
        {
          when: (r) => r.inputTokens < 5000 && r.tools >= 100,
          use: chain("elm/m1", "fir/m0", "cedar/m0", "larch/m0", "nutmeg/m0", "hazel/m1", "alder/m1", "maple/m1"),
          jurisdictions: ["DE", "FR"],
        },
      ],
      otherwise: fastest([
        chain("gorse/m1", "ivy/m0", "hazel/m0"),
        fastest(["elm/m1", "birch/m0"]),
        split({ "maple/m0": 50, "hazel/m1": 20, "elm/m0": 10, "alder/m1": 20, "alder/m0": 20, "gorse/m0": 40 }, { by: "metadata.customer" }),
      ]),
      max: { inputTokens: 3000, outputTokens: 200, choices: 4, textBytes: 3000 },
      deadline: ms(4000),
    },
  },
  invariants: {
    "one is of that name": { when: (r) => r.text.matches(/\\bIBAN\\b/), some: (t) => ["m0", "m1"].includes(t.model) },
  },
});
`;

const laws = {
  ...{ alder: "US", birch: "DE", cedar: "FR", elm: "US", fir: "DE", gorse: "US", hazel: "FR" },
  ...{ ivy: "US", larch: "US", maple: "FR", nutmeg: "DE" },
};
const dialects: Readonly<Record<string, string>> = {
  ...{
    cedar: "anthropic",
    elm: "anthropic",
    ivy: "gemini",
    larch: "bedrock-converse",
    maple: "cohere",
    nutmeg: "ollama",
  },
};
const providers = Object.entries(laws).map(([id, jurisdiction]) => {
  const paths = { chat: "/chat/{model}", chatStream: "/stream/{model}" };
  return [id, { dialect: dialects[id] ?? "openai", baseUrl: "http://127.0.0.1:9", paths, jurisdiction }];
});
const caps = { tools: true, vision: false, audioIn: true, audioOut: true, jsonSchema: true, reasoning: true };
const contexts = {
  ...{
    "alder/m0": 131_072,
    "alder/m1": 8_192,
    "birch/m0": 8_192,
    "cedar/m0": 131_072,
    "elm/m0": 8_192,
    "elm/m1": 8_192,
  },
  ...{ "gorse/m0": 4_000, "gorse/m1": 131_072, "hazel/m0": 4_000, "ivy/m0": 8_192, "larch/m0": 131_072 },
  ...{ "maple/m0": 4_000, "maple/m1": 8_192, "nutmeg/m0": 4_000 },
};
const models = {
  ...Object.fromEntries(Object.entries(contexts).map(([id, context]) => [id, { context }])),
  ...{ "fir/m0": { context: 8_192, caps }, "hazel/m1": { context: 8_192, caps: { ...caps, audioOut: false } } },
};

test("the search for one comes to an end, and the claim is given up", () => {
  const overlay = JSON.stringify({ providers: Object.fromEntries(providers), models });
  const { proofs } = compileFiles(
    { "routes.ts": POLICY, "catalog.yaml": overlay },
    { types: false, today: "2026-11-25" },
  );
  expect(proofs.find(({ claim }) => claim === "one is of that name")?.verdict).toBe("undecided");
});
