/** Providers on loopback, a host for each account: they write down every byte, bill, and answer in their dialect. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Bill, dearestBill, tokenizerOf } from "../bill/bill.ts";
import { type Json, readJson } from "../bill/read-json.ts";
import { Tally } from "../bill/tally.ts";
import { CALL, TOOL } from "../client/tool.ts";
import { accounts, providers, type WireModel } from "../policy/world.ts";
import { answerWith, fieldsOf, sendFault } from "./answers.ts";
import type { Desk, WireRecord } from "./desk.ts";
import type { Says } from "./dialects/dialect.ts";
import { upstreamDialects } from "./dialects/upstream-dialects.ts";

export class Accounts {
  /** By account. */
  readonly origins: Record<string, string> = {};
  desk: Desk | undefined;
  readonly #servers = new Map<string, Server>();

  async open(): Promise<this> {
    for (const account of accounts) {
      await this.accept(account);
    }
    return this;
  }

  /** Nothing listens there until it accepts again. */
  async refuse(account: string): Promise<void> {
    const server = this.#servers.get(account);
    this.#servers.delete(account);
    if (!server) return;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }

  async accept(account: string): Promise<void> {
    if (this.#servers.has(account)) return;
    const server = createServer((request, response) => void this.#answer(account, request, response));
    server.keepAliveTimeout = 60_000;
    const port = this.origins[account] ? Number(new URL(this.origins[account]).port) : 0;
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", resolve);
    });
    this.#servers.set(account, server);
    this.origins[account] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const account of accounts) await this.refuse(account);
  }

  async #answer(account: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { desk } = this;
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const text = Buffer.concat(pieces).toString("utf8");
    const path = request.url ?? "";
    const provider = providers.find(({ id, account: of }) => of === account && path.startsWith(`/${id}/`));
    if (!desk || !provider) {
      response.writeHead(404).end();
      return;
    }
    const marker = /#q\d+#/.exec(text)?.[0] ?? "";
    const record = read(desk, { provider, path, headers: request.rawHeaders, text }, marker);
    desk.add(marker, record);
    if (record.fault === "slow") await new Promise((resolve) => setTimeout(resolve, SLOW));
    const stops = record.fault !== undefined && sendFault(record, response);
    if (!stops) answerWith(record, response);
  }
}

/** Milliseconds. */
const SLOW = 120;

type Received = Pick<WireRecord, "provider" | "path" | "headers" | "text">;

function read(desk: Desk, received: Received, marker: string): WireRecord {
  const { provider, text, path } = received;
  const body = parsed(text);
  const ask = upstreamDialects[provider.dialect].asked(path.slice(provider.id.length + 1), fieldsOf(body));
  const model = ask && desk.models.find(({ provider: { id }, name }) => id === provider.id && name === ask.model);
  const fault = desk.fault(marker, provider, model);
  const known = { ...received, ...(body !== undefined && { body }), ...(ask && { ask }) };
  const told = { ...known, ...(fault && { fault }), ...(model && { model }) };
  if (!model || body === undefined) return told;
  const { operation } = ask!;
  if (operation === "count") return { ...told, counted: countOf(model, body) };
  const bill = dearestBill({
    model,
    operation,
    body,
    at: desk.now(),
    seed: desk.seed + Number(marker.replace(/\D/g, "")),
  });
  const isOver = operation === "chat" && bill.used.input > (model.maxInput ?? model.context);
  const isTooLong = isOver || bill.largest > model.context;
  if (isTooLong) return { ...told, isTooLong };
  return isBilled(fault) ? { ...told, bill, says: saidBy(model, bill, text) } : told;
}

/** As it would be billed. */
function countOf(model: WireModel, body: Json): number {
  const counted = new Tally(tokenizerOf(model));
  counted.reply();
  upstreamDialects[model.provider.dialect].count(fieldsOf(body), counted);
  return counted.tokens + counted.audio;
}

/** In several scripts. It calls a tool where it must, and where a text asks for that. */
function saidBy({ id }: WireModel, { terms }: Bill, text: string): Says {
  const says = { text: `Yes, says ${id}: “naïve” 是的 👩🏽\u200d🚀 done.` };
  if (terms.mustCall !== undefined) return { text: "", call: { name: terms.mustCall, arguments: { city: "Köln" } } };
  if (!text.includes(CALL) || !terms.tools.includes(TOOL)) return says;
  return { ...says, call: { name: TOOL, arguments: { city: 'Köln "am" Rhein' } } };
}

/** Who answers with an error asks nothing; who breaks off, or is not waited for, has worked all the same. */
function isBilled(fault: WireRecord["fault"]): boolean {
  return fault === undefined || ["silence", "truncated", "malformed", "slow"].includes(fault);
}

function parsed(text: string): Json | undefined {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}
