/** What a test opens is closed when that test is finished, also where tests wait beside one another. */
import { AsyncLocalStorage } from "node:async_hooks";
import { onTestFinished, type TestContext } from "vitest";

const running = new AsyncLocalStorage<TestContext>();

/** Closes something after the test that calls this. */
export function afterTest(close: () => unknown): void {
  const closed = async (): Promise<void> => {
    await close();
  };
  const context = running.getStore();
  if (context) context.onTestFinished(closed);
  else onTestFinished(closed);
}

/** For `test.concurrent.for`: the runner itself does not know which of them calls. */
export function besideOthers<T>(does: (given: T) => Promise<void>): (given: T, context: TestContext) => Promise<void> {
  return (given, context) => running.run(context, () => does(given));
}
