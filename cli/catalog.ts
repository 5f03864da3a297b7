import { unknownVerb } from "./arguments.ts";
import type { Command } from "./command.ts";

export const catalog: Command = {
  help: `pointsman catalog <list|show|check|update> [options]

What is known about providers and models: the shipped catalog, with your overlay (\`catalog.yaml\` here, or
beside the policy).

  list                       the models, one line each
    --provider <id>          only those of one provider
    --kind <kind>            only chat, embedding or rerank
    --all                    the retired ones, too
  show <provider/model>      everything that is known about a model; --policy says who uses it
  check                      whether the catalog's files and the overlay are right
  update --from models.dev|litellm (--file <path> | --url <url>)
                             what would change if the catalog followed that public list
    --provider <id>          only the models of one provider
    --write                  change the catalog's files; nothing is written without it

  --catalog <file>           the overlay, where it is not catalog.yaml (list, show, check)
  --policy <file>            a policy, whose overlay counts (list, show, check)
  --data <folder>            the catalog's files, where they are not the shipped ones
  --json                     for machines (list, show, update)

Exit code 1 when \`check\` finds something, or \`update\` without --write would change something.`,

  async run([verb, ...args], terminal) {
    switch (verb) {
      case "list":
        return (await import("./catalog-list.ts")).listCatalog(args, terminal);
      case "show":
        return (await import("./catalog-show.ts")).showModel(args, terminal);
      case "check":
        return (await import("./catalog-check.ts")).checkCatalog(args, terminal);
      case "update":
        return (await import("./catalog-update.ts")).updateCatalog(args, terminal);
      default:
        throw unknownVerb("catalog", verb, ["list", "show", "check", "update"]);
    }
  },
};
