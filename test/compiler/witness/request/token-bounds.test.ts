import { expect, test } from "vitest";
import { couplingOf } from "../../../../compiler/witness/request/token-bounds.ts";
import { inputTokensOf } from "../../../../semantics/tokens/input-tokens.ts";
import { Random } from "../../../agreement/random.ts";
import { randomWitness } from "../random-witness.ts";

const pieces = [
  ..." \n\t\u00a0!,a1AéЖ…→あ漢ກაසก",
  ...["word ", "!\n", "éA", "éa", "AAa", "1 ", "\u0001", "{}", "🙂", "aaaaaaaaa "],
];

function part(random: Random): unknown {
  return random.pick<unknown>([
    { type: "text", text: random.pick(pieces).repeat(random.integer(400)) },
    { type: "text", text: "" },
    { type: "image_url", image_url: { url: "https://a.test" } },
    { type: "input_audio", input_audio: { data: "A".repeat(random.pick([0, 8, 100_000])), format: "wav" } },
    { type: "file", file: { file_data: "A".repeat(random.pick([0, 60, 6_000, 60_000, 7_000_000])) } },
    { type: "poem", verses: [random.pick(pieces)] },
  ]);
}

function body(random: Random): Record<string, unknown> {
  if (random.once(3)) return randomWitness(random).request;
  const text = () => random.list(1 + random.integer(3), () => random.pick(pieces).repeat(random.integer(300))).join("");
  return {
    messages: random.list(1 + random.integer(20), () => ({
      role: "user",
      content: random.once(2) ? text() : random.list(random.integer(4), () => part(random)),
      ...(random.once(4) && {
        tool_calls: random.list(random.integer(9), () => ({ id: "", function: { name: "f" } })),
      }),
    })),
    ...(random.once(3) && {
      tools: random.list(random.integer(60), () =>
        random.pick<unknown>([{}, { type: "function" }, { function: { name: "_" } }]),
      ),
    }),
    ...(random.once(5) && { other: { [random.pick(pieces)]: text() } }),
  };
}

const everything = { tools: true, images: true, audio: true, files: true, textBytes: Number.MAX_SAFE_INTEGER };
const any = { least: 0, most: Number.MAX_SAFE_INTEGER };

test("no body has figures that the bounds of one of them exclude", () => {
  const random = new Random(4);
  for (let i = 0; i < 300; i++) {
    const made = body(random);
    const tokens = inputTokensOf(made);
    const written = JSON.stringify(made);
    const having = {
      tools: written.includes('"tools"'),
      images: written.includes("image_url"),
      audio: written.includes("input_audio"),
      files: written.includes('"file"'),
      textBytes: tokens.textBytes,
    };
    for (const figure of ["expected", "upper", "hard"] as const) {
      for (const couple of [couplingOf(everything), couplingOf(having)]) {
        const own = { least: tokens[figure], most: tokens[figure] };
        const inputs = couple({ expected: any, upper: any, hard: any, [figure]: own });
        for (const other of ["expected", "upper", "hard"] as const) {
          const range = inputs?.[other];
          const isIn = range !== undefined && range.least <= tokens[other] && tokens[other] <= range.most;
          if (!isIn) expect([figure, other, tokens, range, written.slice(0, 300)]).toEqual("a bound that holds");
        }
      }
    }
  }
});
