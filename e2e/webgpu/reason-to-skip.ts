import type { Browser } from '@playwright/test';

const hosts = ['https://huggingface.co', 'https://raw.githubusercontent.com'];

/** Why a real model can't be tried here; `null` when it can. */
export async function reasonToSkip(browser: Browser): Promise<string | null> {
  for (const host of hosts) {
    const reason = await whyUnreachable(host);
    if (reason !== null) return `there is no network, ${host} could not be reached: ${reason}`;
  }
  return whyNoGraphics(browser);
}

async function whyUnreachable(host: string): Promise<string | null> {
  try {
    await fetch(host, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(15_000) });
    return null;
  } catch (error) {
    const { message, cause } = error instanceof Error ? error : { message: String(error), cause: null };
    return cause instanceof Error ? cause.message : message;
  }
}

/** Asked on a secure origin, since WebGPU is on no other. */
async function whyNoGraphics(browser: Browser): Promise<string | null> {
  const page = await browser.newPage();
  try {
    await page.route('https://pagefile.invalid/', (route) => route.fulfill({ body: 'WebGPU?' }));
    await page.goto('https://pagefile.invalid/');
    return await page.evaluate(async () => {
      if (!navigator.gpu) return 'this Chromium has no WebGPU';
      const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
      if (!adapter) return 'there is no graphics processor that Chromium would use';
      const { isFallbackAdapter, architecture, vendor } = adapter.info;
      const isSoftware = isFallbackAdapter || /swiftshader/i.test(architecture);
      return isSoftware ? `the graphics processor is played by software: ${vendor} ${architecture}` : null;
    });
  } finally {
    await page.close();
  }
}
