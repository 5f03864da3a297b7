import { unknownVerb } from "./arguments.ts";
import type { Command } from "./command.ts";
import { DEFAULT_STATE } from "./state-place.ts";

export const keys: Command = {
  help: `pointsman keys <create|list|show|rotate|revoke> [options]

The callers' keys that are kept in the store, beside those of \`serve --keys\`. The store holds hashes alone: a key is shown once,
when it is made. Every instance that serves from the store follows within two seconds; streams under way are finished.

  create                     a new key, alone on the output; what it carries is told beside
    --id <name>              as logs and rules call it; default a new one
    --team, --env <name>     as rules see them: r.key.team, r.key.env
    --tags <names>           with commas between
    --routes <names>         the routes that it may use; default all
    --targets <patterns>     the targets that it may call, as provider/model or provider/*; default all
    --direct                 it may name a target in place of a route
    --addresses <networks>   where its requests may come from, as 192.0.2.7, 10.0.0.0/8 or 2001:db8::/32
    --expires <when>         a date, a time or a duration: 2027-01-31, 90d
    --priority <number>      who comes first when there are too many; default 0
  list                       all of them, one line each
  show <id>                  everything that is known about one
  rotate <id>                a new key in its place
    --overlap <duration>     how long the old one still opens; default 24h, 0s for no longer
    --expires <when>         as of a new one; default as it was
  revoke <id>                it opens nothing more

  --state <place>            sqlite:<file> or redis://…, as of \`serve\`; default ${DEFAULT_STATE}
  --format table|json        default table`,

  async run([verb, ...args], terminal) {
    switch (verb) {
      case "create":
        return (await import("./keys/create-key.ts")).createKey(args, terminal);
      case "list":
        return (await import("./keys/show-keys.ts")).listKeys(args, terminal);
      case "show":
        return (await import("./keys/show-keys.ts")).showKey(args, terminal);
      case "rotate":
        return (await import("./keys/end-key.ts")).rotateKey(args, terminal);
      case "revoke":
        return (await import("./keys/end-key.ts")).revokeKey(args, terminal);
      default:
        throw unknownVerb("keys", verb, ["create", "list", "show", "rotate", "revoke"]);
    }
  },
};
