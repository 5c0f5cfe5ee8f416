/** What the device offers to a WebGPU model; `webgpu: false` says why in `reason`. */
export type DeviceCapability =
  | {
      readonly webgpu: true;
      readonly shaderF16: boolean;
      /** Largest buffer, in bytes, that a shader of web-llm's could bind here (`probe-device.ts`). */
      readonly maxBufferBytes: number;
      readonly adapter: string;
      /**
       * The device's RAM in GB as the browser tells it: rounded, and 8 may mean more. Absent where the browser
       * doesn't tell (Firefox, Safari).
       */
      readonly memoryGb?: number;
    }
  | { readonly webgpu: false; readonly reason: string };
