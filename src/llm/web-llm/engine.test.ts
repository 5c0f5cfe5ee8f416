import { expect, it, vi } from 'vitest';
import { engineContract, engineLoadContract } from './engine.contract.ts';
import { chatml } from './fake-conversation.fixture.ts';
import { FakeMlcEngine } from './fake-engine.fixture.ts';
import { FakePipeline } from './fake-pipeline.fixture.ts';
import { createRealEngine } from './real-engine.fixture.ts';

engineContract(
  'The fake engine',
  (engineId, config, createPipeline) => new FakeMlcEngine({ engineId, config, createPipeline }),
);

engineContract('web-llm’s engine', createRealEngine);

function createLoading(whileLoading: () => Promise<void>) {
  const engineId = 'Test-1B-q4f16_1-MLC';
  const config = { context_window_size: 1024, sliding_window_size: -1, conv_template: chatml };
  const createPipeline = () => new FakePipeline({ config });
  return { engineId, engine: new FakeMlcEngine({ engineId, config, createPipeline, whileLoading }) };
}

engineLoadContract('The fake engine', {
  hanging: () => {
    let begin: (value: unknown) => void = () => {};
    const begun = new Promise((resolve) => {
      begin = resolve;
    });
    const loading = createLoading(() => {
      begin(null);
      return new Promise(() => {});
    });
    return { ...loading, begun: () => begun };
  },
  damaged: () => Promise.resolve(createLoading(() => Promise.reject(new WebAssembly.CompileError('magic')))),
});

it('The fake engine refuses to stand in for a version whose rules were not measured', async () => {
  vi.resetModules();
  vi.doMock('@mlc-ai/web-llm/package.json', () => ({ default: { version: '0.2.87' } }));
  const { FakeMlcEngine: Other } = await import('./fake-engine.fixture.ts');
  const config = { context_window_size: 1024, sliding_window_size: -1, conv_template: chatml };
  const create = () =>
    new Other({ engineId: 'x', config, createPipeline: () => new FakePipeline({ config }) });
  expect(create).toThrow('0.2.87 is installed');
  vi.doUnmock('@mlc-ai/web-llm/package.json');
});
