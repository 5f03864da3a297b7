/** Policies about settings: what a model refuses of them, what it may not keep, and what no client may choose. */
import type { Random } from "../../../agreement/random.ts";
import type { WireRoute } from "./policy.ts";
import { randomTreatments } from "./random-treatments.ts";
import { randomTakes } from "./takes.ts";
import type { Themed } from "./themes.ts";
import { capableModel, type WireModel } from "./world.ts";

type Theme = (random: Random) => Themed;

const max = { inputTokens: 3_000, outputTokens: 200, choices: 2 };

function inTurn(models: readonly WireModel[], own: Partial<WireRoute> = {}): Themed {
  const otherwise = { kind: "chain" as const, of: models.map(({ id }) => id) };
  return { models, routes: [{ name: "main", rules: [], otherwise, max, ...own }], claims: [] };
}

export const settingThemes: Readonly<Record<string, Theme>> = {
  "what a model refuses": (random) => {
    const ids = random.pick([
      ["alder", "birch"],
      ["cedar", "alder"],
      ["ivy", "oak", "maple"],
      ["nutmeg", "larch"],
    ]);
    const models = ids.map((id) => {
      const model = capableModel(id, 0, { takes: randomTakes(random) });
      return random.once(2) ? model : { ...model, caps: { ...model.caps, jsonSchema: false, jsonMode: false } };
    });
    const unsupported = { ...randomTreatments(random), response_format: "emulate" as const };
    const waits = random.once(2) && { waits: true as const };
    return { ...inTurn(models, { unsupported, ...waits }), tricks: ["many settings", "a form of the answer"] };
  },
  "nothing is kept": (random) => {
    const ids = random.pick([["alder", "hazel"], ["oak"], ["hazel", "elm"]]);
    const models = ids.map((id) => capableModel(id, 0, {}));
    return { ...inTurn(models, { zeroRetention: true }), tricks: ["many settings", "controls"] };
  },
  "a model that hands on": () => ({ ...inTurn([capableModel("hazel", 0, {})]), tricks: ["controls"] }),
  "what readers take differently": () => ({
    ...inTurn([capableModel("alder", 0, {})]),
    tricks: ["other case in a message", "other case", "two in a message", "deep nesting"],
  }),
};
