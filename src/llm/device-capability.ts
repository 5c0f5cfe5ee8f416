/** What the device offers to a model; `webgpu: false` says why in `reason`. */
export type DeviceCapability = DeviceFacts &
  (
    | {
        readonly webgpu: true;
        readonly shaderF16: boolean;
        /** Largest buffer, in bytes, that a shader of web-llm's could bind here (`probe-device.ts`). */
        readonly maxBufferBytes: number;
        readonly adapter: string;
        /**
         * - `discrete`: has memory of its own, as far as maker and architecture tell;
         * - `shared`: takes of the RAM, or that can't be told;
         * - `software`: the CPU plays it, at seconds a token (measured).
         */
        readonly graphics?: 'discrete' | 'shared' | 'software';
      }
    | { readonly webgpu: false; readonly reason: string }
  );

/** What is told of the device whatever its graphics processor; absent where it is not known. */
interface DeviceFacts {
  /**
   * The device's RAM in GB as the browser tells it: rounded, and 8 may mean more. Absent where the browser
   * doesn't tell (Firefox, Safari).
   */
  readonly memoryGb?: number;
  /** A phone or tablet, where the system ends a page that takes much memory. */
  readonly mobile?: boolean;
  /** Whether WebAssembly has the vector instructions that the CPU engine is made of. */
  readonly simd?: boolean;
}
