/** What of WebAssembly is used. Node's types have none of it, and a process may be without it. */
export interface SharedMemory {
  readonly buffer: SharedArrayBuffer;
  /** By so many pages. Throws where there is no room. */
  grow(pages: number): number;
}

/** Compiled; threads can share it. */
export type WasmModule = object;

interface WebAssembly {
  Memory: new (limits: { initial: number; maximum: number; shared: true }) => SharedMemory;
  Module: new (bytes: Uint8Array) => WasmModule;
  Instance: new (module: WasmModule, imports: object) => { readonly exports: unknown };
}

/** Throws where there is none. */
export function webAssembly(): WebAssembly {
  const { WebAssembly: found } = globalThis as { WebAssembly?: WebAssembly };
  if (!found)
    throw new Error("This process has no WebAssembly, which search by meaning needs: start it without --jitless.");
  return found;
}
