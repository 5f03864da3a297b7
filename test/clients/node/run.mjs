/** Runs the scenarios of one client against every model, and prints what came of each as JSON. */

/**
 * `call`: one call of the client as it comes, with its own retries; where `CALLS` says what is called, that is all that is done.
 * `scenarios`: by name, what is done with a model; what it throws is what came of it.
 */
export async function run(call, scenarios) {
  const { BASE_URL: base, KEY: key, MODELS: models, CALLS: calls, READY: ready } = process.env;
  if (calls !== undefined) return callAll(JSON.parse(calls), { key, ready, call });
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

/** All at once, when whoever counts them is ready. Prints how many there were. */
async function callAll(calls, { key, ready, call }) {
  if (!(await fetch(ready)).ok) throw new Error("nobody counts");
  await Promise.allSettled(calls.map(async (to) => call({ ...to, key })));
  process.stdout.write(`{"calls":${calls.length}}`);
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
