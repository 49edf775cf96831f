/** What the join needs of WebAssembly, which neither `lib: ES2023` nor the types of Node 20 declare. */
declare namespace WebAssembly {
  interface MemoryDescriptor {
    readonly initial: number
    readonly maximum: number
  }

  class Memory {
    constructor(descriptor: MemoryDescriptor)
    readonly buffer: ArrayBuffer
    grow(pages: number): number
  }

  class Global {
    constructor(descriptor: { readonly value: 'i32' }, value: number)
    readonly value: number
  }

  interface Module {
    readonly [Symbol.toStringTag]: string
  }

  const Module: new (bytes: Uint8Array) => Module

  class Instance {
    constructor(module: Module, imports: { readonly env: { readonly memory: Memory } })
    readonly exports: Readonly<
      Record<string, ((...values: number[]) => number) | Global | undefined>
    >
  }
}
