/** `node open-and-fill.ts <url> [fill]` opens a store and charges until it refuses; says which fault, after how many, and why. */
import { openStore } from "../../../../runtime/state/store/open-store.ts";
import { StoreError } from "../../../../runtime/state/store/store.ts";

const [url = "", fill] = process.argv.slice(2);
let answered = 0;
try {
  const store = await openStore(url);
  while (fill !== undefined) {
    const id = `${answered}:${"x".repeat(200)}`;
    await store.settle([{ id, accounts: [{ id: "total", limit: 1 }], cost: 1 }], Date.now());
    answered++;
  }
  process.stdout.write("opened\n");
} catch (error) {
  if (!(error instanceof StoreError)) throw error;
  process.stdout.write(`${error.fault} after ${answered}: ${error.message}\n`);
}
process.exit();
