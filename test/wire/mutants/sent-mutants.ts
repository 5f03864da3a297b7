/** Faults in what is sent: of the reader, the list of parameters, the count of tokens. */
import type { WireMutant } from "./mutant.ts";

const WIRE_BODY = "runtime/endpoints/chat-completions/pass-body.ts";
const LIMIT = "semantics/parameters/output-limit.ts";
const SENT = "semantics/parameters/sent.ts";

export const sentMutants: readonly WireMutant[] = [
  {
    why: "the client's own output limit goes out beside ours",
    edits: [
      { file: WIRE_BODY, find: "return saidHere.has(name) || isLimit(name);", replace: "return saidHere.has(name);" },
    ],
  },
  {
    why: "of two output limits the older one holds",
    policies: 8,
    edits: [
      {
        file: LIMIT,
        find: "for (const name of spellings) if",
        replace: "for (const name of spellings.toReversed()) if",
      },
    ],
  },
  {
    why: "the model's own limit is not sent",
    theme: "the model's own limit",
    edits: [{ file: LIMIT, find: "Math.min(said, most, maxOutput ?? context);", replace: "Math.min(said, most);" }],
  },
  {
    why: "members that no list has go out",
    edits: [
      { file: SENT, find: "(target.accepts?.includes(name) ?? false) ||", replace: "true ||" },
      {
        file: SENT,
        find: "isParameter(name) || accepted.has(name);",
        replace: "name !== '' || accepted.has(name);",
      },
    ],
  },
  {
    why: "what would choose another model at an aggregator comes from a client",
    theme: "a model that hands on",
    edits: [
      {
        file: SENT,
        find: "(isFixed && mayBeFixed(target, name));",
        replace: "mayBeFixed(target, name);",
      },
      {
        file: "runtime/table/load.ts",
        find: "flatMap(({ accepts = [] }) => accepts)",
        replace: "flatMap(({ accepts = [], controls = [] }) => [...accepts, ...controls])",
      },
    ],
  },
  {
    why: "a member may stand twice",
    theme: "what readers take differently",
    edits: [
      {
        file: "runtime/wire/read-json-body.ts",
        find: "countMembers(value) !== scan.memberCount",
        replace: "countMembers(value) < 0",
      },
    ],
  },
  {
    why: "a member that differs in case alone is passed over",
    theme: "what readers take differently",
    edits: [
      {
        file: "runtime/endpoints/body-checks.ts",
        find: "if (meant !== undefined) throw",
        replace: 'if (meant === "") throw',
      },
    ],
  },
  {
    why: "a body of any depth goes out",
    theme: "what readers take differently",
    edits: [{ file: "runtime/wire/scan-body.ts", find: "++this.#depth > MOST_DEPTH", replace: "++this.#depth > 1e9" }],
  },
  {
    why: "a list of metadata's values is open",
    theme: "what callers say",
    edits: [
      {
        file: "semantics/metadata.ts",
        find: "if (values && !values.includes(value)) return",
        replace: "if (value === 0) return",
      },
    ],
  },
  {
    why: "of two values of one name the last one holds",
    theme: "what callers say",
    edits: [
      {
        file: "runtime/request/metadata.ts",
        find: "other !== undefined && other !== value",
        replace: "other === param",
      },
    ],
  },
];
