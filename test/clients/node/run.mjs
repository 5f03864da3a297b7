/** Runs the scenarios of one client against every model, and prints what came of each as JSON. */

/** `scenarios`: by name, what is done with a model; what it throws is what came of it. */
export async function run(scenarios) {
  const { BASE_URL: base, KEY: key, MODELS: models } = process.env;
  const results = {};
  for (const model of JSON.parse(models)) {
    results[model] = {};
    for (const [name, scenario] of Object.entries(scenarios)) {
      try {
        await scenario({ base, key, model });
        results[model][name] = "ok";
      } catch (error) {
        results[model][name] = String(error?.message ?? error)
          .split("\n")[0]
          .slice(0, 200);
      }
    }
  }
  process.stdout.write(JSON.stringify(results));
  process.exit(0);
}

/** Throws with what was seen where it is not so. */
export function check(isSo, seen) {
  if (!isSo) throw new Error(`saw ${JSON.stringify(seen)?.slice(0, 160)}`);
}

export const question = "Say 12 words about railways.";
export const image =
  "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
export const place = {
  type: "object",
  properties: { place: { type: "string" } },
  required: ["place"],
  additionalProperties: false,
};
