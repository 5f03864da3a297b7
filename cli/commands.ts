import type { Command } from "./command.ts";

/** A command is loaded only when it is run. */
export interface CommandEntry {
  /** One line for the list of commands. */
  readonly about: string;
  load(): Promise<Command>;
}

export const commands: Readonly<Record<string, CommandEntry>> = {
  check: { about: "say what is wrong with a policy", load: async () => (await import("./check.ts")).check },
  build: { about: "compile a policy to a decision table", load: async () => (await import("./build.ts")).build },
  cache: {
    about: "look at the answers that are kept, and drop them",
    load: async () => (await import("./cache.ts")).cache,
  },
  decide: {
    about: "say which rule decides a request, and why",
    load: async () => (await import("./decide.ts")).decide,
  },
  catalog: { about: "look at models and prices", load: async () => (await import("./catalog.ts")).catalog },
  convert: {
    about: "write a policy in the other spelling",
    load: async () => (await import("./convert.ts")).convert,
  },
  doctor: {
    about: "say what will not work, before traffic does",
    load: async () => (await import("./doctor.ts")).doctor,
  },
  explain: { about: "say what a finding means", load: async () => (await import("./explain.ts")).explain },
  import: {
    about: "turn another router's configuration into a policy",
    load: async () => (await import("./import.ts")).importCommand,
  },
  init: { about: "begin: a policy, its table and a CI workflow", load: async () => (await import("./init.ts")).init },
  keys: { about: "make, rotate and revoke callers' keys", load: async () => (await import("./keys.ts")).keys },
  lsp: { about: "serve editors as a language server", load: async () => (await import("./lsp.ts")).lsp },
  probe: {
    about: "ask every model of a policy whether it answers",
    load: async () => (await import("./probe.ts")).probe,
  },
  rehearse: {
    about: "say what clients would see while providers fail",
    load: async () => (await import("./rehearse.ts")).rehearse,
  },
  serve: { about: "serve a policy or a table", load: async () => (await import("./serve.ts")).serve },
  shadow: {
    about: "say how the shadows of a running gateway compare",
    load: async () => (await import("./shadow.ts")).shadow,
  },
  spend: { about: "say what was used, and what it cost", load: async () => (await import("./spend.ts")).spend },
  simulate: { about: "stand in for a provider", load: async () => (await import("./simulate.ts")).simulate },
  state: {
    about: "say whether a store is in doubt, and settle that",
    load: async () => (await import("./state.ts")).state,
  },
  types: {
    about: "write the names of a project for its editors",
    load: async () => (await import("./types.ts")).types,
  },
};
