/**
 * What JavaScript gives to a policy, as declarations: values that are known when the policy is compiled, and methods
 * that change nothing. What the machine or the clock would answer is absent, so that its use is an error of types, too.
 */
export const policyLib: string = `
type PropertyKey = string | number | symbol;
type Partial<T> = { [P in keyof T]?: T[P] };
type Required<T> = { [P in keyof T]-?: T[P] };
type Readonly<T> = { readonly [P in keyof T]: T[P] };
type Pick<T, K extends keyof T> = { [P in K]: T[P] };
type Record<K extends keyof any, T> = { [P in K]: T };
type Exclude<T, U> = T extends U ? never : T;
type Extract<T, U> = T extends U ? T : never;
type Omit<T, K extends keyof any> = Pick<T, Exclude<keyof T, K>>;
type NonNullable<T> = T & {};
type Parameters<T extends (...args: any) => any> = T extends (...args: infer P) => any ? P : never;
type ReturnType<T extends (...args: any) => any> = T extends (...args: any) => infer R ? R : any;
type NoInfer<T> = intrinsic;
type Uppercase<S extends string> = intrinsic;
type Lowercase<S extends string> = intrinsic;
type Capitalize<S extends string> = intrinsic;
type Uncapitalize<S extends string> = intrinsic;
interface ThisType<T> {}

interface Symbol { readonly description: string | undefined; }
interface SymbolConstructor { readonly iterator: unique symbol; }
declare var Symbol: SymbolConstructor;
interface IteratorYieldResult<T> { done?: false; value: T; }
interface IteratorReturnResult<R> { done: true; value: R; }
type IteratorResult<T, R = any> = IteratorYieldResult<T> | IteratorReturnResult<R>;
interface Iterator<T, R = any, N = any> { next(...args: [] | [N]): IteratorResult<T, R>; }
interface Iterable<T, R = any, N = any> { [Symbol.iterator](): Iterator<T, R, N>; }
interface IterableIterator<T, R = any, N = any> extends Iterator<T, R, N> { [Symbol.iterator](): IterableIterator<T, R, N>; }
interface IteratorObject<T, R = unknown, N = unknown> extends Iterator<T, R, N> { [Symbol.iterator](): IteratorObject<T, R, N>; }
interface ArrayIterator<T> extends IteratorObject<T, undefined, unknown> { [Symbol.iterator](): ArrayIterator<T>; }
interface StringIterator<T> extends IteratorObject<T, undefined, unknown> { [Symbol.iterator](): StringIterator<T>; }

interface Object {}
interface ObjectConstructor {
  keys(o: object): string[];
  values<T>(o: { [s: string]: T } | ArrayLike<T>): T[];
  values(o: {}): any[];
  entries<T>(o: { [s: string]: T } | ArrayLike<T>): [string, T][];
  entries(o: {}): [string, any][];
  fromEntries<T = any>(entries: Iterable<readonly [PropertyKey, T]>): { [k: string]: T };
  fromEntries(entries: Iterable<readonly any[]>): any;
  freeze<T extends (...args: any[]) => any>(f: T): T;
  freeze<T extends { [idx: string]: U | null | undefined | object }, U extends string | bigint | number | boolean | symbol>(o: T): Readonly<T>;
  freeze<T>(o: T): Readonly<T>;
  assign<T extends {}, U>(target: T, source: U): T & U;
  assign<T extends {}, U, V>(target: T, one: U, two: V): T & U & V;
  assign(target: object, ...sources: any[]): any;
  hasOwn(o: object, v: PropertyKey): boolean;
}
declare var Object: ObjectConstructor;
interface Function { readonly name: string; readonly length: number; }
interface CallableFunction extends Function {}
interface NewableFunction extends Function {}
interface IArguments { [index: number]: any; length: number; }
interface Boolean { valueOf(): boolean; }
declare var Boolean: { <T>(value?: T): boolean };

interface Number {
  toString(radix?: number): string;
  toFixed(fractionDigits?: number): string;
  valueOf(): number;
}
interface NumberConstructor {
  (value?: any): number;
  readonly MAX_SAFE_INTEGER: number;
  readonly MIN_SAFE_INTEGER: number;
  readonly MAX_VALUE: number;
  readonly POSITIVE_INFINITY: number;
  isInteger(number: unknown): boolean;
  isFinite(number: unknown): boolean;
  isNaN(number: unknown): boolean;
  parseFloat(string: string): number;
  parseInt(string: string, radix?: number): number;
}
declare var Number: NumberConstructor;
declare var Math: {
  readonly abs: (x: number) => number;
  readonly ceil: (x: number) => number;
  readonly floor: (x: number) => number;
  readonly max: (...values: number[]) => number;
  readonly min: (...values: number[]) => number;
  readonly round: (x: number) => number;
};
declare var Infinity: number;
declare var NaN: number;
interface BigInt {}

interface String {
  readonly length: number;
  readonly [index: number]: string;
  at(index: number): string | undefined;
  charAt(pos: number): string;
  charCodeAt(index: number): number;
  codePointAt(pos: number): number | undefined;
  concat(...strings: string[]): string;
  endsWith(search: string, endPosition?: number): boolean;
  includes(search: string, position?: number): boolean;
  indexOf(search: string, position?: number): number;
  lastIndexOf(search: string, position?: number): number;
  localeCompare(that: string): number;
  match(pattern: RegExp | string): RegExpMatchArray | null;
  padEnd(length: number, fill?: string): string;
  padStart(length: number, fill?: string): string;
  repeat(count: number): string;
  replace(search: string | RegExp, replacement: string | ((substring: string, ...args: any[]) => string)): string;
  replaceAll(search: string | RegExp, replacement: string | ((substring: string, ...args: any[]) => string)): string;
  search(pattern: RegExp | string): number;
  slice(start?: number, end?: number): string;
  split(separator: string | RegExp, limit?: number): string[];
  startsWith(search: string, position?: number): boolean;
  substring(start: number, end?: number): string;
  toLowerCase(): string;
  toUpperCase(): string;
  toString(): string;
  trim(): string;
  trimEnd(): string;
  trimStart(): string;
  valueOf(): string;
  [Symbol.iterator](): StringIterator<string>;
}
interface StringConstructor { (value?: any): string; }
declare var String: StringConstructor;
interface TemplateStringsArray extends ReadonlyArray<string> { readonly raw: readonly string[]; }
interface RegExp {
  readonly source: string;
  readonly flags: string;
  test(string: string): boolean;
}
interface RegExpMatchArray extends Array<string> { index?: number; }

interface ArrayLike<T> { readonly length: number; readonly [n: number]: T; }
interface ConcatArray<T> { readonly length: number; readonly [n: number]: T; join(separator?: string): string; slice(start?: number, end?: number): T[]; }
${list("ReadonlyArray", "readonly ", "readonly T[]")}
${list("Array", "", "T[]")}
interface ArrayConstructor {
  isArray(arg: any): arg is any[];
  from<T>(iterable: Iterable<T> | ArrayLike<T>): T[];
  from<T, U>(iterable: Iterable<T> | ArrayLike<T>, mapfn: (v: T, k: number) => U): U[];
  of<T>(...items: T[]): T[];
}
declare var Array: ArrayConstructor;
`;

/** Lists that can be changed differ from others in nothing but their type: no method of a policy changes one. */
function list(name: string, readonly: string, self: string): string {
  const test = (result: string) => `(value: T, index: number, array: ${self}) => ${result}`;
  return `interface ${name}<T> {
  readonly length: number;
  ${readonly}[n: number]: T;
  at(index: number): T | undefined;
  concat(...items: ConcatArray<T>[]): T[];
  concat(...items: (T | ConcatArray<T>)[]): T[];
  entries(): ArrayIterator<[number, T]>;
  every<S extends T>(predicate: ${test("value is S")}): this is readonly S[];
  every(predicate: ${test("unknown")}): boolean;
  filter<S extends T>(predicate: ${test("value is S")}): S[];
  filter(predicate: ${test("unknown")}): T[];
  find<S extends T>(predicate: ${test("value is S")}): S | undefined;
  find(predicate: ${test("unknown")}): T | undefined;
  findIndex(predicate: ${test("unknown")}): number;
  findLast(predicate: ${test("unknown")}): T | undefined;
  flat<U>(this: readonly (U | readonly U[])[]): U[];
  flatMap<U>(callback: ${test("U | readonly U[]")}): U[];
  includes(searchElement: T, fromIndex?: number): boolean;
  indexOf(searchElement: T, fromIndex?: number): number;
  join(separator?: string): string;
  keys(): ArrayIterator<number>;
  lastIndexOf(searchElement: T, fromIndex?: number): number;
  map<U>(callback: ${test("U")}): U[];
  reduce(callback: (previous: T, current: T, index: number, array: ${self}) => T): T;
  reduce<U>(callback: (previous: U, current: T, index: number, array: ${self}) => U, initial: U): U;
  slice(start?: number, end?: number): T[];
  some(predicate: ${test("unknown")}): boolean;
  toReversed(): T[];
  toSorted(compare?: (a: T, b: T) => number): T[];
  toSpliced(start: number, skip?: number, ...items: T[]): T[];
  values(): ArrayIterator<T>;
  with(index: number, value: T): T[];
  [Symbol.iterator](): ArrayIterator<T>;
}`;
}
