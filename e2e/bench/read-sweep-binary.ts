/* WebAssembly in base64, written by scripts/build-scan.mjs. */

/** Reads a memory and does nothing else: what a scan of the same bytes is held against. */
export const readSweep =
  'AGFzbQEAAAABBwFgAn9/AX8DAgEABQMBAAAHEgIFc3dlZXAAAAZtZW1vcnkCAApqAWgBBHsgACABaiEBA0AgACABSQRAIAIgAP0ABAD9USECIAMgAP0ABBD9USEDIAQgAP0ABCD9USEEIAUgAP0ABDD9USEFIABBQGshAAwBCwsgAiAD/VEgBCAF/VH9USIC/RsAIAL9GwNzCw==';
