import type { ServerResponse } from "node:http";

/** One request being answered. */
export interface Call {
  /** Aborted when the client leaves or the simulator closes: stop generating. */
  readonly signal: AbortSignal;
  /** The simulator breaks this answer itself: its end is not the client's doing. */
  breakOff(): void;
}

/** All requests being answered, and how many the client left. */
export interface Calls {
  readonly open: number;
  readonly aborted: number;
  enter(response: ServerResponse): Call;
  /** Ends every answer; none of them counts as left by the client. */
  end(): void;
}

export function startCalls(): Calls {
  const running = new Set<AbortController>();
  let aborted = 0;
  return {
    get open() {
      return running.size;
    },
    get aborted() {
      return aborted;
    },
    enter(response) {
      const controller = new AbortController();
      let ours = false;
      running.add(controller);
      response.once("close", () => {
        const left = running.delete(controller) && !ours && !response.writableFinished;
        if (left) aborted += 1;
        controller.abort();
      });
      return {
        signal: controller.signal,
        breakOff: () => {
          ours = true;
        },
      };
    },
    end() {
      const left = [...running];
      running.clear();
      for (const controller of left) controller.abort();
    },
  };
}
