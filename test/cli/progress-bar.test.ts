import { describe, expect, test } from "vitest";
import { withProgress, withProgressOf } from "../../cli/progress-bar.ts";
import { runCommand } from "./recording-terminal.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** What the terminal shows while there are ten steps of so many milliseconds. */
function shownOver(step: number, fails = false): string[] {
  const lines: string[] = [];
  let now = 5_000;
  const run = () =>
    withProgress(
      { status: (line) => void lines.push(line) },
      (progress) => {
        for (let done = 1; done <= 10; done++) {
          now += step;
          progress?.(done, 10);
        }
        if (fails) throw new Error("no");
        return "done";
      },
      () => now,
    );
  if (fails) expect(run).toThrow("no");
  else expect(run()).toBe("done");
  return lines;
}

describe("the bar", () => {
  test("shows how far long work is, and is taken away", () => {
    const lines = shownOver(300);
    expect(lines[0]).toBe("verifying [############------------------]  40 %");
    expect(lines.at(-2)).toBe(`verifying [${"#".repeat(30)}] 100 %`);
    expect(lines).toHaveLength(8);
    expect(lines.at(-1)).toBe("");
  });

  test("does not show for what is soon done", () => {
    expect(shownOver(90)).toEqual([]);
  });

  test("is not drawn more often than it can be seen", () => {
    const lines: string[] = [];
    let now = 0;
    const work = (progress?: (done: number, total: number) => void) => {
      for (let done = 1; done <= 20_000; done++) {
        now += 0.1;
        progress?.(done, 20_000);
      }
    };
    withProgress({ status: (line) => void lines.push(line) }, work, () => now);
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.length).toBeLessThan(13);
  });

  test("is taken away when the work fails", () => {
    expect(shownOver(1_000, true).at(-1)).toBe("");
  });
});

describe("the bar of work that takes turns with other work", () => {
  const lines: string[] = [];
  let now = 0;
  const work = async (progress?: (done: number, total: number) => void) => {
    for (let done = 1; done <= 10; done++) {
      now += 300;
      await Promise.resolve();
      progress?.(done, 10);
    }
    return "done";
  };

  test("says what is done, and is taken away when it is, not before", async () => {
    const done = withProgressOf("rehearsing", { status: (line) => void lines.push(line) }, work, () => now);
    expect(lines).toEqual([]);
    expect(await done).toBe("done");
    expect(lines[0]).toBe("rehearsing [############------------------]  40 %");
    expect(lines.slice(-2)).toEqual([`rehearsing [${"#".repeat(30)}] 100 %`, ""]);
  });

  test("is taken away when the work fails", async () => {
    const failing = withProgressOf(
      "rehearsing",
      { status: (line) => void lines.push(line) },
      async (progress) => {
        await work(progress);
        throw new Error("no");
      },
      () => now,
    );
    await expect(failing).rejects.toThrow("no");
    expect(lines.at(-1)).toBe("");
  });

  test("is not there where nobody watches", async () => {
    expect(await withProgressOf("rehearsing", {}, async (progress) => progress)).toBeUndefined();
  });
});

test("where nobody watches there is no progress to tell", () => {
  expect(withProgress({}, (progress) => progress)).toBeUndefined();
});

test("a command that is soon done leaves the terminal alone", async () => {
  const path = temporaryFolder({ "routes.yaml": "routes: { chat: { otherwise: openai/gpt-5.4-mini } }\n" });
  const lines: string[] = [];
  const watched = await runCommand(["check", path("routes.yaml")], { status: (line) => void lines.push(line) });
  expect(watched).toMatchObject({ code: 0, err: "" });
  expect(lines).toEqual([]);
});
