import { minuteOf, spelledWindow, windowInDoubt } from "../runtime/state/money/in-doubt.ts";
import { shownPlace } from "../runtime/state/store/shown-place.ts";
import type { Doubt, Store } from "../runtime/state/store/store.ts";
import { readArguments, unknownVerb } from "./arguments.ts";
import type { Command, Terminal } from "./command.ts";
import { DEFAULT_STATE } from "./state-place.ts";
import { withStore } from "./with-store.ts";

export const state: Command = {
  help: `pointsman state <show|settle> [options]

Whether the store of a gateway, which may go on serving, is in doubt: whether it has lost what was in it, or some of it, so that
budgets may have spent more than it says.

  show     says since when it is, and which windows that concerns; exit code 1 says that it is
  settle   what is there is right, or is to be taken as it is: budgets that refuse their requests serve again, on every gateway,
           within a few seconds

  --state  the store of \`serve --state\`: sqlite:<file> or redis://…; default ${DEFAULT_STATE}`,

  async run([verb, ...args], terminal) {
    const does = verb === "show" ? show : verb === "settle" ? settle : undefined;
    if (does === undefined) throw unknownVerb("state", verb, ["show", "settle"]);
    const { values } = readArguments(args, options);
    const place = values.state;
    const inMemory = "a store in memory is seen by its own process alone: name a file or a Redis with --state";
    const absent = (file: string) => `there is no store \`${file}\`: name the one of \`serve --state\` with --state`;
    return withStore({ place, inMemory, absent }, (store) => does(store, shownPlace(place), terminal));
  },
};

const options = { state: { type: "string", default: DEFAULT_STATE } } as const;

async function show(store: Store, name: string, terminal: Terminal): Promise<number> {
  const doubt = await store.doubt();
  terminal.out(doubt === undefined ? sound(name) : doubtText(doubt, Date.now()));
  return doubt === undefined ? 0 : 1;
}

async function settle(store: Store, name: string, terminal: Terminal): Promise<number> {
  const doubt = await store.doubt();
  await store.settleDoubt();
  terminal.out(doubt === undefined ? sound(name) : `${name} is taken as it is from now on.`);
  return 0;
}

function sound(name: string): string {
  return `${name} is not in doubt.`;
}

function doubtText({ since, message }: Doubt, now: number): string {
  const windows = (["hour", "day", "week", "month", "total"] as const).flatMap((kind) => {
    const window = windowInDoubt(kind, since, now);
    return window ? [`  ${spelledWindow(kind, window)}`] : [];
  });
  const what = `What was spent until ${minuteOf(since)} UTC may not be counted in these windows:`;
  return [message, what, ...windows, "`pointsman state settle` takes what is there as it is."].join("\n");
}
