import { describe, expect, test } from "vitest";
import { readMetadata } from "../../../runtime/request/metadata.ts";
import { reservedNames } from "../../../schemas/parameters/metadata.ts";
import type { DeclaredMetadata } from "../../../semantics/metadata.ts";
import { Random } from "../../agreement/random.ts";
import { type Said, saidTogether } from "../../reference/said-metadata.ts";

const declared: DeclaredMetadata = {
  team: {},
  Tier: { values: ["gold", "tin"] },
  "data-class": { values: ["pii", "public"], required: true },
};
const PUBLIC = { "data-class": "public" };

const read = (body: unknown, ...rawHeaders: string[]) => readMetadata(declared, { body, rawHeaders });
const refused = (body: unknown, ...headers: string[]): string => {
  const said = read(body, ...headers);
  return said.kind === "refused" ? `${said.param}: ${said.message}` : JSON.stringify(said.values);
};

describe("what is declared is read", () => {
  test("from the body and from headers in any case, and nothing else", () => {
    const json = '{"team":"a","own":"x"}';
    const said = read(
      { ...PUBLIC, other: "y" },
      "X-Pointsman-Metadata",
      json,
      "x-pointsman-TIER",
      "gold",
      "Tier",
      "tin",
    );
    expect(said).toEqual({ kind: "values", values: { team: "a", Tier: "gold", "data-class": "public" } });
  });

  test("in several places with one value", () => {
    const headers = ["x-pointsman-metadata", '{"team":"a"}', "x-pointsman-team", "a", "X-Pointsman-Team", "a"];
    expect(read({ ...PUBLIC, team: "a" }, ...headers)).toMatchObject({ values: { team: "a" } });
  });

  test("in UTF-8", () => {
    const header = Buffer.from("größe").toString("latin1");
    expect(read(PUBLIC, "x-pointsman-team", header)).toMatchObject({ values: { team: "größe" } });
  });

  test("from no header that means something else", () => {
    for (const name of reservedNames.filter((name) => name !== "metadata")) {
      const said = readMetadata({ [name]: {} }, { body: undefined, rawHeaders: [`x-pointsman-${name}`, "x"] });
      expect(said).toEqual({ kind: "values", values: {} });
    }
  });
});

describe("a request is refused, and told what may be sent,", () => {
  const cases: [what: string, body: unknown, headers: string[], message: string][] = [
    [
      "with a value that is not listed",
      { ...PUBLIC, Tier: "gld" },
      [],
      'metadata.Tier may be "gold" or "tin", not "gld".',
    ],
    ["in a header, too", PUBLIC, ["x-pointsman-tier", "Gold"], 'x-pointsman-tier may be "gold" or "tin", not "Gold".'],
    ["with a number", { ...PUBLIC, team: 7 }, [], "metadata.team must be a text, not the number 7."],
    ["with a boolean", { ...PUBLIC, team: true }, [], "metadata.team must be a text, not the boolean true."],
    ["with null", { ...PUBLIC, team: null }, [], "metadata.team must be a text, not null."],
    [
      "with a list",
      { "data-class": ["pii"] },
      [],
      'metadata.data-class must be a text, "pii" or "public", not a list.',
    ],
    ["with an object", { ...PUBLIC, team: {} }, [], "metadata.team must be a text, not an object."],
    ["with metadata that is a text", "pii", [], "metadata must be an object of texts."],
    ["with metadata that is a list", [PUBLIC], [], "metadata must be an object of texts."],
    [
      "without what is required",
      { team: "a" },
      [],
      `metadata.data-class is required: send "pii" or "public", in the body's metadata or in the header x-pointsman-data-class.`,
    ],
    [
      "with two values in two places",
      { "data-class": "public" },
      ["x-pointsman-data-class", "pii"],
      "metadata.data-class is given twice, with two values: in the body's metadata and in the header x-pointsman-data-class. Send it once.",
    ],
    [
      "with a header that stands twice with two values",
      PUBLIC,
      ["x-pointsman-team", "a", "x-pointsman-team", "b"],
      "metadata.team is given twice, with two values: in the header x-pointsman-team and in the header x-pointsman-team. Send it once.",
    ],
    [
      "with a name in another case",
      { "Data-Class": "pii", ...PUBLIC },
      [],
      "metadata.Data-Class is written data-class: names differ by capital letters.",
    ],
    [
      "with a name in letters that only look apart",
      { ...PUBLIC, "data-cla\u017fs": "pii" },
      [],
      "metadata.data-cla\u017fs is written data-class: names differ by capital letters.",
    ],
    [
      "with too long a text",
      { ...PUBLIC, team: "x".repeat(513) },
      [],
      "metadata.team may have at most 512 characters, not 513.",
    ],
    [
      "with a number beside what is declared",
      { ...PUBLIC, own: 1 },
      [],
      "metadata.own must be a text, not the number 1.",
    ],
    [
      "with too many names",
      { ...PUBLIC, ...Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`n${i}`, ""])) },
      [],
      "metadata may have 16 names beside those that the policy declares, not 17.",
    ],
  ];
  test.each(cases)("%s", (_, body, headers, message) => {
    expect(refused(body, ...headers)).toContain(message);
  });

  const notTexts = ["{", "[]", "1", "null", '"x"', '{"team":1}', '{"team":"a","team":"b"}', '{"team":1,"team":"b"}'];
  test.each([...notTexts, '{"own":{"a":"b"},"own":"c"}', ""])(
    "with the header %s, which is no object of texts",
    (header) => {
      expect(refused(PUBLIC, "x-pointsman-metadata", header)).toMatch(
        /^x-pointsman-metadata: The header x-pointsman-metadata must be a JSON object of texts, each name once/,
      );
    },
  );
});

test("a body without metadata, or with null, says nothing", () => {
  for (const body of [undefined, null, {}]) {
    expect(readMetadata({ team: {} }, { body, rawHeaders: [] })).toEqual({ kind: "values", values: {} });
  }
});

test("whatever is said where, it is read as it was written down, or refused", () => {
  const random = new Random(11);
  const texts = ["pii", "public", "gold", "tin", "a", "", "Pii", "pii, pii"];
  const names = ["team", "Tier", "data-class", "tier", "own", "Data-class"];
  const seen = { values: 0, refused: 0 };
  for (let i = 0; i < 4_000; i++) {
    const value = (): unknown => (random.once(12) ? random.pick([1, true, null, [], {}]) : random.pick(texts));
    const members = (): [string, unknown][] => random.list(random.integer(4), () => [random.pick(names), value()]);
    const said: Said = {
      body: random.once(8)
        ? undefined
        : Object.fromEntries([...members(), ...(random.once(2) ? [["data-class", "pii"]] : [])]),
      json: random.once(3) ? [members()] : [],
      headers: random.list(random.integer(3), () => [random.pick(names), random.pick(texts)]),
    };
    const rawHeaders = [
      ...said.json.flatMap((members) => ["X-Pointsman-Metadata", written(members)]),
      ...said.headers.flatMap(([name, text]) => [`X-pointsman-${name}`, text]),
    ];
    const found = readMetadata(declared, { body: said.body, rawHeaders });
    const meant = saidTogether(declared, said);
    expect(found.kind === "values" ? { ...found.values } : "refused", JSON.stringify(said)).toEqual(meant);
    seen[found.kind] += 1;
  }
  expect(Math.min(seen.values, seen.refused)).toBeGreaterThan(300);
});

/** Names may stand twice. */
function written(members: readonly (readonly [string, unknown])[]): string {
  return `{${members.map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`).join(", ")}}`;
}
