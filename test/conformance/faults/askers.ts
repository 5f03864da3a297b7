/** Who asks: a client of each endpoint, streamed or whole, and what the healthy target answers it. */
import type { DialectName } from "../../../schemas/dialects.ts";
import type { Reply } from "../../runtime/running.ts";
import { stream, wholeText } from "../raw/behaviours.ts";
import { clients, heard } from "../raw/clients.ts";
import { embeddingWires } from "../raw/embedding-wires.ts";
import { answer, type RawBehaviour } from "../raw/raw-server.ts";
import type { Wire } from "../raw/wire.ts";
import { spoken, wires } from "../raw/wires.ts";
import type { Mode } from "./place.ts";

/** What a client makes of an answer. */
export interface Read {
  text: string;
  /** It ended as the API says that an answer ends. */
  clean: boolean;
  error?: string | undefined;
}

export interface Asker {
  /** Of the endpoint. */
  name: string;
  path: string;
  mode: Mode;
  vectors?: true;
  /** The route has whole answers asked for as streams. */
  asStream?: true;
  /** The route hedges: the healthy target is asked beside a provider that lets wait. */
  hedged?: true;
  body(text: string, model: string): object;
  read(reply: Reply): Read;
  /** Dialects that have the endpoint's operation, and the model that is asked. */
  modelOf(dialect: DialectName): string;
  wireOf(dialect: DialectName): Wire | undefined;
}

const chatAskers = (mode: Mode): Asker[] =>
  clients.map((client) => ({
    name: client.name,
    path: client.path,
    mode,
    body: (text, model) => ({ ...client.body(text, mode === "streamed"), model }),
    read: (reply) => heard(reply, client, mode === "streamed"),
    modelOf: () => "m",
    wireOf: (dialect) => wires.find((wire) => wire.dialect === dialect),
  }));

/** Of the same wire on both sides a whole answer of `responses` is not put together out of its stream. */
const assembled = chatAskers("whole").map((asker): Asker => {
  const wireOf: Asker["wireOf"] = (dialect) =>
    asker.name === "responses" && dialect === "openai-responses" ? undefined : asker.wireOf(dialect);
  return { ...asker, asStream: true, wireOf };
});
const hedged = [...chatAskers("streamed"), ...chatAskers("whole")].map((asker): Asker => ({ ...asker, hedged: true }));

const own = [1, 0.5];
const others = [2, 0.5];

const embeddings: Asker = {
  name: "embeddings",
  path: "/v1/embeddings",
  mode: "whole",
  vectors: true,
  body: (input, model) => ({ input, model }),
  read: ({ status, text }) => {
    const { data, error } = JSON.parse(text) as { data?: { embedding: number[] }[]; error?: { code: string } };
    const said = data?.[0]?.embedding[0] === own[0] ? "Hello" : "healthy";
    return { text: data ? said : "", clean: status === 200 && data !== undefined, error: error?.code };
  },
  modelOf: (dialect) => embeddingWires.find((wire) => wire.dialect === dialect)!.model,
  wireOf: (dialect) => {
    const wire = embeddingWires.find((each) => each.dialect === dialect);
    const chat = wires.find((each) => each.dialect === dialect);
    return wire && chat && { ...chat, whole: () => wire.body(own) };
  },
};

export const askers: readonly Asker[] = [
  ...chatAskers("streamed"),
  ...chatAskers("whole"),
  embeddings,
  ...assembled,
  ...hedged,
];

/** Speaks chat completions, whatever was asked first. */
export function healthyBehaviour({ vectors, mode, asStream }: Asker): RawBehaviour {
  const openai = wires[0]!;
  const body = vectors ? JSON.stringify(embeddingWires[0]!.body(others)) : wholeText(openai, "healthy");
  return (socket) => {
    if (mode === "streamed" || asStream) stream(socket, openai, spoken(openai, ["healthy"]));
    else answer(socket, 200, body);
  };
}
