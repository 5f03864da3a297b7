/** Several things wrong at once, as they come. More of it, with other seeds: npm run verify:input. */
import { expect, test } from "vitest";
import { startGateway } from "./gateway.ts";
import { tryRandom } from "./try-random.ts";

test("bodies of any JSON are refused in the client's words or answered, and no fault of ours", async () => {
  const gateway = await startGateway();
  const { statuses, report } = await tryRandom(gateway, { seed: 20_261_127, runs: 1_200 });
  await gateway.close();
  expect(report).toBeUndefined();
  expect(statuses.get(400)).toBeGreaterThan(300);
  expect(statuses.get(200)).toBeGreaterThan(100);
});
