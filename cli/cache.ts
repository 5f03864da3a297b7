import { unknownVerb } from "./arguments.ts";
import type { Command } from "./command.ts";

export const cache: Command = {
  help: `pointsman cache <list|show|drop|status> [options]

The answers that gateways keep in a store, which may go on serving.

  list                 those that are there, the newest first, and nothing of what was asked and answered
    --most <number>    how many; default 100
  show <entry>         what is known of one, by the \`entry\` that x-pointsman-cache said
    --answer           what it answers, too
    --prompt           what was asked, too, where that is kept: to be found by what it means
  drop                 takes those out that are named, which answer nothing from then on; nothing of their texts is left in the store
    --all              whatever there is, where none of the options below is given

  status               how far the semantic caches of a running gateway are: in shadow or serving, by which checks
    --operator <url>   the operator's address; default http://127.0.0.1:4401

  --entry <entry>      of list and drop: that one
  --route <name>       those of a route
  --scope <name>       those of a key, by its id, or of a team
  --table <hash>       those of a table, by the hash that x-pointsman-table said; its beginning is enough

  --store <place>      that of \`serve --cache\`: sqlite:<file> or redis://…
  --json               for machines`,

  async run([verb, ...args], terminal) {
    switch (verb) {
      case "list":
        return (await import("./cache/list-entries.ts")).listEntries(args, terminal);
      case "show":
        return (await import("./cache/show-entry.ts")).showEntry(args, terminal);
      case "drop":
        return (await import("./cache/drop-entries.ts")).dropEntries(args, terminal);
      case "status":
        return (await import("./cache/cache-status.ts")).cacheStatus(args, terminal);
      default:
        throw unknownVerb("cache", verb, ["list", "show", "drop", "status"]);
    }
  },
};
