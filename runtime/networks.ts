/** Addresses of IPv4 and IPv6, and networks of them, as `10.0.0.0/8` writes them. */
import { isIPv4, isIPv6 } from "node:net";

interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

export interface Network extends Address {
  /** How many of its first bits all addresses share. */
  readonly prefix: number;
}

/** A list of networks; a lone address is a network of one. */
export class Networks {
  readonly #all: readonly Network[];

  /** Throws for what `networkOf` finds a fault in. */
  constructor(texts: readonly string[]) {
    this.#all = texts.map((text) => {
      const network = networkOf(text);
      if ("fault" in network) throw new Error(network.fault);
      return network;
    });
  }

  /** False for what is no address. */
  has(text: string | undefined): boolean {
    const address = text === undefined ? undefined : addressOf(text);
    return address !== undefined && this.#all.some((network) => isIn(address, network));
  }
}

/** Or what is wrong with it, and how it is written. */
export function networkOf(text: string): Network | { readonly fault: string } {
  const [written = "", length, ...more] = text.split("/");
  const address = addressOf(written, false);
  if (!address || more.length > 0)
    return { fault: `\`${text}\` is no address: write one as 192.0.2.7 or 2001:db8::7, a network as 10.0.0.0/8` };
  if (length === undefined) return { ...address, prefix: address.bits };
  const whole = isIPv6(written) && address.bits === 32 ? 96 : 0;
  const prefix = /^\d{1,3}$/.test(length) ? Number(length) - whole : Number.NaN;
  if (!(prefix >= 0 && prefix <= address.bits))
    return { fault: `\`${text}\`: what stands behind the slash is a number from ${whole} to ${address.bits + whole}` };
  const first = firstOf(address, prefix);
  if (first === address.value) return { ...address, prefix };
  const meant = `${spelled({ ...address, value: first })}/${prefix}`;
  return {
    fault: `\`${text}\` says more than its first ${prefix} bits: write ${meant} for the network, or the address alone`,
  };
}

/** Undefined for what is none. IPv4 that is written as IPv6 is IPv4. `zones`: which link it is on may stand behind it. */
export function addressOf(text: string, zones = true): Address | undefined {
  if (isIPv4(text)) return { bits: 32, value: numberOf(text.split(".").map(Number), 8n) };
  if (!isIPv6(text) || (!zones && text.includes("%"))) return undefined;
  const value = numberOf(groupsOf(text), 16n);
  return value >> 32n === MAPPED ? { bits: 32, value: value & 0xffff_ffffn } : { bits: 128, value };
}

const MAPPED = 0xffffn;

function groupsOf(text: string): number[] {
  // URLs write all of them in groups of hex digits.
  const plain = new URL(`http://[${text.replace(/%.*$/s, "")}]/`).hostname.slice(1, -1);
  const [head = "", tail] = plain.split("::");
  const groups = (part: string): number[] =>
    part === "" ? [] : part.split(":").map((group) => Number.parseInt(group, 16));
  if (tail === undefined) return groups(head);
  const [front, back] = [groups(head), groups(tail)];
  return [...front, ...new Array<number>(8 - front.length - back.length).fill(0), ...back];
}

function numberOf(parts: readonly number[], width: bigint): bigint {
  return parts.reduce((sum, part) => (sum << width) | BigInt(part), 0n);
}

function isIn(address: Address, { bits, value, prefix }: Network): boolean {
  return address.bits === bits && firstOf(address, prefix) === value;
}

function firstOf({ bits, value }: Address, prefix: number): bigint {
  const rest = BigInt(bits - prefix);
  return (value >> rest) << rest;
}

function spelled({ bits, value }: Address): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join(".");
  const groups = Array.from({ length: 8 }, (_, at) => ((value >> BigInt(112 - 16 * at)) & 0xffffn).toString(16));
  return new URL(`http://[${groups.join(":")}]/`).hostname.slice(1, -1);
}
