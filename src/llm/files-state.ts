/**
 * Where a model's files stand on this device. Bytes are those of all files together; `totalBytes` is null
 * until the list of files has come.
 */
export type FilesState =
  | { readonly state: 'absent' }
  | {
      readonly state: 'downloading';
      readonly receivedBytes: number;
      readonly totalBytes: number | null;
      /** Over the last seconds; null until that can be told. */
      readonly bytesPerSecond: number | null;
      readonly secondsLeft: number | null;
      /** The connection is gone, and the download goes on by itself when it is back. */
      readonly isWaiting: boolean;
    }
  | {
      readonly state: 'paused';
      readonly receivedBytes: number;
      readonly totalBytes: number | null;
    }
  | { readonly state: 'verifying'; readonly fraction: number }
  | { readonly state: 'ready'; readonly bytes: number }
  | {
      readonly state: 'failed';
      /** For the person: what happened, what was kept, what to do. */
      readonly message: string;
      readonly receivedBytes: number;
    };
